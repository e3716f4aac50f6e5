import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { goTo } from './console/administrator.ts';
import { type ConsolePage, type ConsoleWorld, settle, startConsole } from './console/console.ts';
import { violations } from './harness/axe.ts';
import { expectSoundInEveryForm } from './harness/sights.ts';
import { fill, press } from './inspect/actions.ts';

let world: ConsoleWorld;
/** One page, signed in once; each test goes to an address of its own. */
let sight: ConsolePage;
beforeAll(async () => {
  world = await startConsole({ yaml: await shippedConfig() });
  for (const name of ['Anne', 'Eddie', 'Grace', 'Noel']) {
    const browser = new HttpBrowser();
    await world.world.logIn(name, browser);
    await browser.open(`${world.world.url()}/hub/app/sales`);
  }
  sight = await world.enter('/console/');
});
afterAll(() => world.close());
afterEach(() => expect(sight.complaints).toEqual([]));

async function enter(path: string): Promise<Page> {
  await goTo(sight.page, path);
  return sight.page;
}

const textOf = (page: Page): Promise<string> => page.$eval('main', (element) => element.textContent ?? '');
const optionOf = (page: Page, word: string): Promise<string> =>
  page.$$eval('option', (all, wanted) => all.find(({ text }) => text === wanted)?.value ?? '', word);
const waitForText = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('main')?.textContent?.includes(wanted), {}, text);

describe('Access', () => {
  it('tells who may do what, by which rules and rows', async () => {
    const page = await enter('/console/access');
    await waitForText(page, 'CORP\\anne');
    const text = await textOf(page);
    expect(text).toContain('App Sales');
    expect(text).toContain('sees United States only, by row 3 of the access table');
    expect(text).toContain('No rule opens anything to this session.');
  });

  it('tells what SalesUS opens, in rules and rows, and who carries it', async () => {
    const page = await enter('/console/access/hub/value');
    const fields = await page.$$('search input');
    await fields[1]?.type('SalesUS');
    await press(page, 'What does it open?');
    await waitForText(page, 'Opens by itself');
    const text = await textOf(page);
    expect(text).toContain('Stream SalesUS');
    expect(text).toContain('sales, row 3');
    expect(text).toContain('Now 2 users: CORP\\anne, CORP\\grace.');
    expect(new URL(page.url()).searchParams.get('value')).toBe('SalesUS');
  });

  it('tells what opens Sales, and leads to what else that opens', async () => {
    const page = await enter('/console/access/hub/resource');
    await page.select('select', 'app sales');
    await waitForText(page, 'group = SalesAUS');
    expect(await textOf(page)).toMatch(/\d+ values of sessions, rules and access tables were tried/);
    await page.locator('a ::-p-text(group = SalesAUS)').click();
    await waitForText(page, 'sales, row 4');
  });

  it('tells what lets see a row of its data', async () => {
    const page = await enter('/console/access/hub/resource?kind=app&id=sales');
    const fields = await page.$$('search input');
    await fields[0]?.type('Country');
    await fields[1]?.type('Australia');
    await press(page, 'What lets see such rows?');
    await waitForText(page, 'App Sales, rows with Country Australia');
    await waitForText(page, 'group = SalesAUS');
    expect(await textOf(page)).not.toContain('group = SalesUS');
  });

  it('tells why somebody may, and of who may not what would change it', async () => {
    const page = await enter('/console/access/hub/who');
    await page.locator('a[href*="why?user=CORP%5Cnoel"]').click();
    await page.waitForSelector('select');
    await page.select('select', await optionOf(page, 'App Sales'));
    await press(page, 'Why?');
    await waitForText(page, 'Least change: add "SalesAUS" to user.environment.group');
    expect(await violations(page)).toEqual([]);
    await fill(page, 'textarea', 'group = SalesUS');
    await press(page, 'Why?');
    await waitForText(page, 'because group = SalesUS; CORP\\noel sees United States only, by row 3');
  });

  it('tells what is odd about an access table, and what somebody else sees by it', async () => {
    const page = await enter('/console/access/hub/tables');
    await waitForText(page, 'Row 2 applies to nobody who is logged in now.');
    await fill(page, 'form input[type=text]', 'CORP\\eddie');
    await press(page, 'Look');
    await waitForText(page, 'CORP\\eddie sees Australia only, by row 4 of the access table.');
    expect(await textOf(page)).toContain(`WHERE "country" IN ('Australia');`);
    expect(await violations(page)).toEqual([]);
  });

  it('shows what a change of an access table would come to before it is saved', async () => {
    const page = await enter('/console/access/hub/tables');
    await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('SalesUS'));
    const rows = await page.$eval('textarea', ({ value }) => value);
    await fill(page, 'textarea', rows.replace('"COUNTRY":"United States"', '"COUNTRY":"Japan"'));
    await waitForText(page, 'also COUNTRY Japan; no more COUNTRY United States (rows 3 now, then 3)');
    expect(await violations(page)).toEqual([]);
    await press(page, 'Look at the difference');
    await page.waitForSelector('dialog');
    expect(await page.$eval('dialog', ({ textContent }) => textContent)).toContain('access');
    await page.keyboard.press('Escape');
  });

  it('tells what was decided', async () => {
    const page = await enter('/console/access/hub/decisions');
    await waitForText(page, 'CORP\\noel was not let read App_sales');
    const text = await textOf(page);
    expect(text).toContain('by Apps of an open stream, rows 3, 4');
    expect(text).toContain('by Apps of an open stream, row 3');
  });

  it('has what may be done now signed off, and tells what changed since', async () => {
    const page = await enter('/console/access/hub/review');
    await waitForText(page, 'New: ');
    await fill(page, 'textarea', 'looked at, all fine');
    await press(page, 'Sign off what is shown');
    await waitForText(page, 'Review 1 (CSV)');
    await waitForText(page, 'The same: ');
    expect(await textOf(page)).toContain('looked at, all fine');
    await world.call('DELETE', '/api/sessions?user=CORP%5Cgrace');
    await page.reload();
    await settle(page);
    await waitForText(page, 'Gone: ');
  });

  it.each([
    'who',
    'why?user=CORP%5Cnoel',
    'value?attribute=group&value=SalesUS',
    'resource?kind=app&id=sales',
    'tables',
    'decisions',
    'review',
  ])('%s can be read narrow and wide, light and dark', async (part) => {
    await expectSoundInEveryForm(await enter(`/console/access/hub/${part}`));
  });
});
