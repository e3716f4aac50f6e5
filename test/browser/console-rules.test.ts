import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { goTo } from './console/administrator.ts';
import { type ConsolePage, type ConsoleWorld, startConsole } from './console/console.ts';
import { expectSoundInEveryForm } from './harness/sights.ts';
import { fill, press } from './inspect/actions.ts';

let world: ConsoleWorld;
/** One page, signed in once; each test goes to an address of its own, which forgets what was being edited. */
let sight: ConsolePage;
beforeAll(async () => {
  world = await startConsole({ yaml: await shippedConfig() });
  for (const name of ['Anne', 'Eddie', 'Noel']) await world.world.logIn(name, new HttpBrowser());
  sight = await world.enter('/console/');
});
afterAll(() => world.close());
afterEach(() => expect(sight.complaints).toEqual([]));

const STREAMS = 'Streams by group';

async function enter(path: string): Promise<Page> {
  await goTo(sight.page, path);
  return sight.page;
}

const textOf = (page: Page): Promise<string> => page.$eval('main', (element) => element.textContent ?? '');
const waitForText = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('main')?.textContent?.includes(wanted), {}, text);

/** What stands in the editor of the condition. */
const conditionOf = (page: Page) =>
  page.$eval('.condition-editor', (host) => host.shadowRoot?.querySelector('.cm-content')?.textContent ?? '');

/** What the list offers, as it is open. */
const offered = (page: Page) =>
  page.$eval('.condition-editor', (host) =>
    [...(host.shadowRoot?.querySelectorAll('.cm-completionLabel') ?? [])].map((label) => label.textContent),
  );

async function openRule(page: Page, name: string): Promise<void> {
  await press(page, `Edit the rule ${name}`);
  await page.waitForFunction(() =>
    document.querySelector('.condition-editor')?.shadowRoot?.querySelector('.cm-content'),
  );
}

/** Puts another text in the place of the condition, by keyboard. */
async function typeCondition(page: Page, text: string): Promise<void> {
  await page.$eval('.condition-editor', (host) => host.shadowRoot?.querySelector<HTMLElement>('.cm-content')?.focus());
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyA');
  await page.keyboard.up('Control');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
}

const conditionNow = async (name: string): Promise<unknown> => {
  const { body } = await world.call('GET', '/api/connections/hub');
  const { document } = body as { document: { rules: { name: string; condition: string }[] } };
  return document.rules.find((rule) => rule.name === name)?.condition;
};

describe('Rules', () => {
  it('offers user.environment.group in the drop-down, by keyboard alone, and says where it comes from', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'gro');
    await page.waitForFunction(() =>
      document.querySelector('.condition-editor')?.shadowRoot?.querySelector('.cm-completionLabel'),
    );
    expect(await offered(page)).toContain('user.environment.group');
    // A list that has only just appeared is not chosen from, lest it catch a key that was meant for the text.
    await page.evaluate(() => new Promise((go) => setTimeout(go, 150)));
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => !document.querySelector('.condition-editor')?.shadowRoot?.querySelector('.cm-tooltip'),
    );
    expect(await conditionOf(page)).toBe('user.environment.group');
  });

  it('says what is odd while one types, and mends it by a click', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.group != "x"');
    await waitForText(page, 'Warning in line 1, column 1: user.environment.group may have several values');
    await press(page, 'Write !(user.environment.group = "x")');
    await page.waitForFunction(() => !document.querySelector('.rule-note'));
    expect(await conditionOf(page)).toBe('!(user.environment.group = "x")');
    await typeCondition(page, 'user.environment.');
    await waitForText(page, 'Error in line 1, column 18: This cannot be read');
  });

  it('says who gains and who loses before it is saved, of sessions and of everybody there could be', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.group = "SalesAUS" and resource.name = "SalesUS"');
    await waitForText(page, 'Of 3 sessions 1 gains and 2 lose.');
    await waitForText(page, 'It grants more to some, and takes something from others.');
    const text = await textOf(page);
    expect(text).toContain('CORP\\eddie: read of stream SalesUS, by “Streams by group”');
    expect(text).toContain(
      'CORP\\anne: read of stream SalesUS, which “Streams by group” allows now; then no rule does',
    );
    expect(text).toContain('"group": [\n   "SalesAUS"\n  ]');
    expect(await conditionNow(STREAMS)).toBe('user.environment.group = resource.name');
  });

  it('saves with a reason, tells the audit who did it, and brings earlier rules back', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.group == resource.name');
    await press(page, 'Look at the difference');
    await page.waitForSelector('dialog');
    expect(await page.$eval('dialog', (dialog) => dialog.textContent)).toContain('rules "Streams by group".condition');
    await fill(page, 'dialog input', 'case counts from now on');
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await conditionNow(STREAMS)).toBe('user.environment.group == resource.name');
    const { body } = await world.call('GET', '/api/audit');
    expect(JSON.stringify(body)).toContain('case counts from now on');
    await page.goto(`${world.world.url()}/console/rules/hub/history`);
    await waitForText(page, 'case counts from now on');
    expect(await textOf(page)).toContain("by the administrator's token");
    await press(page, 'Take the rules of the file');
    await waitForText(page, 'For whoever is logged in now');
    await press(page, 'Look at the difference');
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await conditionNow(STREAMS)).toBe('user.environment.group = resource.name');
  });

  it('shows what another administrator has saved meanwhile, joins it, and asks where both changed a rule', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.group = "Mine"');
    await waitForText(page, 'For whoever is logged in now');
    await otherSaves((rules) => [
      ...rules.map((rule) =>
        rule['name'] === STREAMS ? { ...rule, condition: 'user.environment.group = "Theirs"' } : rule,
      ),
      { name: 'New of theirs', resourceFilter: 'App_*', actions: ['update'], condition: 'user.userId = "root"' },
    ]);
    await press(page, 'Look at the difference');
    await waitForText(page, 'Nothing was overwritten.');
    await press(page, 'Load what is there now');
    await waitForText(page, `Both of you changed “${STREAMS}”`);
    const text = await textOf(page);
    for (const part of ['user.environment.group = "Mine"', 'user.environment.group = "Theirs"', 'New of theirs'])
      expect(text).toContain(part);
    await press(page, 'Keep mine');
    await press(page, 'Look at the difference');
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect([await conditionNow(STREAMS), await conditionNow('New of theirs')]).toEqual([
      'user.environment.group = "Mine"',
      'user.userId = "root"',
    ]);
    await otherSaves(() => SHIPPED);
  });

  it('takes rules as Qlik Sense exports them into the editor', async () => {
    const page = await enter('/console/rules/hub/exchange');
    const exported = [
      { name: STREAMS, resourceFilter: 'App_*', actions: 2, rule: 'user.name like "a*"', disabled: false, comment: '' },
      { name: 'Odd', resourceFilter: 'App_*', actions: 2, rule: 'user.', disabled: true, comment: null },
    ];
    await fill(page, 'textarea', JSON.stringify({ rules: exported }));
    await waitForText(page, '2 rules:');
    expect(await textOf(page)).toContain('cannot be read, and would allow nothing');
    await press(page, 'Add to the rules');
    await waitForText(page, `${STREAMS} (2)`);
    expect(await page.$$eval('.rule-item', (items) => items.length)).toBe(4);
  });

  it('takes rules in YAML, and says in which line what cannot be read stands', async () => {
    const page = await enter('/console/rules/hub/exchange');
    const rule = '- name: From a file\n  resourceFilter: App_*\n  actions: [read]\n  condition: user.userId = "a"\n';
    await fill(page, 'textarea', `${rule}  actions: [update]\n`);
    await waitForText(page, 'The text, line 5, column 3: this key is there twice.');
    await fill(page, 'textarea', rule);
    await waitForText(page, '1 rule:');
    expect(await textOf(page)).toContain('From a file');
  });

  it('runs tests and proofs on the rules in the editor, and beside them while they are edited', async () => {
    const page = await enter('/console/rules/hub/tests');
    await press(page, 'Run them');
    await waitForText(page, 'All hold');
    await fill(page, 'textarea', 'tests:\n\t- { user: {}');
    await press(page, 'Run them');
    await waitForText(page, 'The text, line 2, column');
    await fill(page, 'textarea', TESTS);
    await press(page, 'Run them');
    await waitForText(page, '1 of 2 tests does not hold');
    const text = await textOf(page);
    expect(text).toContain('AUS alone fails');
    expect(text).toContain('not so for {"user":');
    expect(text).toContain('Anne opens SalesUS holds');
    await page.locator('nav.parts a ::-p-text(Edit)').click();
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.group = "SalesAUS" and resource.name = "SalesAUS"');
    await waitForText(page, 'Anne opens SalesUS fails');
    expect(await textOf(page)).toContain('AUS alone holds');
  });

  it('can be read and used narrow and wide, light and dark', async () => {
    const page = await enter('/console/rules');
    await openRule(page, STREAMS);
    await typeCondition(page, 'user.environment.grup != "SalesUS"');
    await waitForText(page, 'For everybody there could be');
    await waitForText(page, 'It grants');
    await expectSoundInEveryForm(page);
    for (const part of ['tests', 'exchange', 'history'])
      await expectSoundInEveryForm(await enter(`/console/rules/hub/${part}`));
  });
});

const TESTS = `
tests:
  - name: Anne opens SalesUS
    user: { userId: anne, environment: { group: [SalesUS] } }
    resource: { resourcetype: Stream, name: SalesUS }
    expect: allow
assertions:
  - name: AUS alone
    nobody: { may: read, where: '!(user.environment.group = "SalesAUS")' }
`;

type Row = Readonly<Record<string, unknown>>;

const SHIPPED: readonly Row[] = [
  { name: STREAMS, resourceFilter: 'Stream_*', actions: ['read'], condition: 'user.environment.group = resource.name' },
  {
    name: 'Apps of an open stream',
    resourceFilter: 'App_*',
    actions: ['read', 'exportData'],
    condition: 'resource.stream.HasPrivilege("read")',
  },
];

/** Another administrator changes the rules. */
async function otherSaves(change: (rules: readonly Row[]) => readonly Row[]): Promise<void> {
  const { body } = await world.call('GET', '/api/connections/hub');
  const { document, revision } = body as { document: { rules: readonly Row[] }; revision: string };
  const wanted = { revision, document: { ...document, rules: change(document.rules) }, summary: '', dryRun: false };
  expect((await world.call('PUT', '/api/connections/hub', wanted)).status).toBe(200);
}
