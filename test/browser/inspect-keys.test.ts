import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { violations } from './harness/axe.ts';
import { listenForIssues } from './harness/issues.ts';
import { dropFiles, textOf } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

let inspector: Inspector;
let sight: InspectorPage;
let issues: readonly string[];

beforeAll(async () => {
  inspector = await startInspector();
  const teller = await makeStoryteller();
  const login = await teller.login({ startedAt: Date.UTC(2026, 0, 12, 10, 43, 12), name: 'a' });
  sight = await inspector.open();
  issues = await listenForIssues(sight.page);
  await dropFiles(sight.page, [{ name: 'login.har', text: writeHar(login) }]);
  await sight.page.waitForSelector('.row');
});
afterAll(async () => {
  const { complaints } = sight;
  await inspector.close();
  expect([complaints, issues]).toEqual([[], []]);
});

const chosen = () => sight.page.$eval('.row[aria-selected="true"]', (row) => row.getAttribute('data-key'));

describe('keys', () => {
  it('j and k choose the next and the previous row', async () => {
    const first = await chosen();
    await sight.page.keyboard.press('j');
    await sight.page.waitForFunction(
      (key) => document.querySelector('.row[aria-selected="true"]')?.getAttribute('data-key') !== key,
      {},
      first,
    );
    await sight.page.keyboard.press('k');
    await sight.page.waitForFunction(
      (key) => document.querySelector('.row[aria-selected="true"]')?.getAttribute('data-key') === key,
      {},
      first,
    );
  });

  it.each([['/'], ['Control+f'], ['Control+k']])('%s leads to the filter, where j is a letter', async (keys) => {
    const [modifier, key] = keys.includes('+') ? (['Control', keys.at(-1) ?? ''] as const) : ([null, keys] as const);
    if (modifier !== null) await sight.page.keyboard.down(modifier);
    await sight.page.keyboard.press(key === 'f' ? 'f' : key === 'k' ? 'k' : '/');
    if (modifier !== null) await sight.page.keyboard.up(modifier);
    await sight.page.waitForFunction(() => document.activeElement?.matches('.toolbar search input'));
    await sight.page.keyboard.press('j');
    expect(
      await sight.page.$eval('.toolbar search input', (field) => field instanceof HTMLInputElement && field.value),
    ).toBe('j');
    await sight.page.keyboard.press('Backspace');
    await sight.page.keyboard.press('Escape');
    await sight.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  });

  it('? shows the keys and every finding, which are searched by words', async () => {
    await sight.page.keyboard.press('?');
    await sight.page.waitForSelector('dialog .help-entry');
    expect(await textOf(sight.page, 'dialog')).toMatch(/Ctrl F.*Go to the filter.*Everything that is looked for/);
    await sight.page.type('dialog input[type=search]', 'audience slash');
    await sight.page.waitForFunction(() => document.querySelectorAll('.help-entry').length < 5);
    await sight.page.click('.help-entry summary');
    expect(await textOf(sight.page, '.help-entry')).toMatch(/wrong by a slash at its end.*Code: /);
    expect(await violations(sight.page)).toEqual([]);
    await sight.page.keyboard.press('Escape');
    await sight.page.waitForFunction(() => document.querySelector('dialog') === null);
  });
});
