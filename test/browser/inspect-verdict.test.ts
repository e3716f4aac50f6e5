import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { overflow, violations } from './harness/axe.ts';
import { dropFiles, press } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, type Sight, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let inspector: Inspector;
let har: string;
let sight: InspectorPage;

beforeAll(async () => {
  const teller = await makeStoryteller();
  const told = await teller.login({ startedAt: START, name: 'a', audience: 'https://hub.example/hub/' });
  har = writeHar(
    told.map((exchange) =>
      exchange.method === 'POST' ? { ...exchange, responseText: '<h1>Error</h1><p>Invalid audience.</p>' } : exchange,
    ),
  );
  inspector = await startInspector();
});
afterAll(() => inspector.close());
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function openLogin(options: Sight = {}): Promise<Page> {
  sight = await inspector.open(options);
  await dropFiles(sight.page, [{ name: 'login.har', text: har }]);
  await sight.page.waitForSelector('.verdict-facts');
  return sight.page;
}

const textOf = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element.textContent ?? '').replace(/\s+/g, ' '));

describe('the overview of a flow', () => {
  it('says what happened, why, how sure that is, who must act, and what was seen in which exchange', async () => {
    const page = await openLogin();
    expect(await textOf(page, '.detail-head .badge')).toBe('Refused');
    const verdict = await textOf(page, '.verdict');
    expect(verdict).toMatch(/audience/i);
    expect(verdict).toMatch(/How sure\s*(?:certain|likely|possible):/);
    expect(verdict).toMatch(/Who must act\s*the administrator of the (?:identity|service) provider/);
    // In one look: how sure and who must act come before what to change, the candidates after it, and the facts last.
    const order = ['The login was refused', 'How sure', 'Who must act', 'What to change', 'Seen'].map((words) =>
      verdict.indexOf(words),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
    expect(verdict).toContain('Exchange 3: hub.example answered with HTTP 403: “');
  });

  it('by keyboard: what was seen opens its exchange, the focus goes there, and comes to its message', async () => {
    const page = await openLogin();
    await page.focus('.verdict-facts button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chosen');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Exchange 3');
    expect(await page.$eval('.verdict-facts button', (button) => button.getAttribute('aria-expanded'))).toBe('true');
    expect(await textOf(page, '.chosen')).toContain('Invalid audience.');
    await press(page, 'Show its message', '.chosen');
    await page.waitForFunction(() => document.querySelector('.detail-head h2')?.textContent === 'Response');
  });

  it.each([false, true].flatMap((dark) => [400, 800, 1400].map((width) => ({ width, dark }))))(
    'axe-core finds nothing, and nothing sticks out, with an exchange open and in the message: %o',
    async (options) => {
      const page = await openLogin(options);
      await page.evaluate(() => document.querySelector<HTMLElement>('.verdict-facts button')?.click());
      await page.waitForSelector('.chosen');
      expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
      await openMessage(page);
      expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    },
  );
});

async function openMessage(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('.detail button'))
      if (button.title.startsWith('A message for')) button.click();
  });
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.message-preview')?.value !== '');
  await page.waitForSelector('.message-preview');
}

const preview = (page: Page) => page.$eval('.message-preview', (area) => (area as HTMLTextAreaElement).value);

describe('the message for who must act', () => {
  it('is shown before it is copied, redacted unless the user wants it as it was', async () => {
    const page = await openLogin();
    await openMessage(page);
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('.message-preview')?.value.startsWith('# To the administrator'),
    );
    const redacted = await preview(page);
    expect(redacted).toMatch(/## Login refused/);
    expect(redacted).not.toMatch(/idp\.example.*hub\.example/s);
    await page.click('dialog input[type=checkbox]');
    await page.waitForFunction(
      (before) => {
        const now = document.querySelector<HTMLTextAreaElement>('.message-preview')?.value ?? '';
        return now !== '' && now !== before;
      },
      {},
      redacted,
    );
    const whole = await preview(page);
    expect(whole).toContain('idp.example');
    expect(whole).toContain('hub.example');
  });
});
