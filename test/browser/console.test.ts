import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type ConsolePage, type ConsoleWorld, settle, signIn, startConsole } from './console/console.ts';
import { overflow, violations } from './harness/axe.ts';
import { fill, press } from './inspect/actions.ts';
import type { Sight } from './inspect/inspector.ts';

let world: ConsoleWorld;
let sight: ConsolePage;

beforeAll(async () => {
  world = await startConsole();
});
afterAll(() => world.close());
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function enter(path: string, how?: Sight): Promise<Page> {
  sight = await world.enter(path, how);
  await settle(sight.page);
  return sight.page;
}

const heading = (page: Page) => page.$eval('h1', (element) => element.textContent);
const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
const waitForText = (page: Page, text: string, selector = 'main') =>
  page.waitForFunction(
    (wanted, place) => document.querySelector(place)?.textContent?.includes(wanted),
    {},
    text,
    selector,
  );
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('who comes to the console', () => {
  it('is asked for the token, is told when it is wrong, and then is where the address says', async () => {
    sight = await world.open('/console/keys');
    const { page } = sight;
    expect(await heading(page)).toBe('Sign in to the console');
    await fill(page, 'input[type=password]', 'not the token');
    await page.focus('input[type=password]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    expect(await textOf(page, '[role=alert]')).toContain('This is neither the token of the administrator');
    expect(await violations(page)).toEqual([]);
    await signIn(page, world.token);
    expect(await heading(page)).toBe('Keys');
    expect(await page.title()).toBe('Keys · SAML Workbench console');
  });

  it('stays signed in over a reload, and not over signing out', async () => {
    const page = await enter('/console/audit');
    await page.reload();
    await settle(page);
    expect(await heading(page)).toBe('Audit');
    await press(page, 'Sign out');
    await page.waitForSelector('input[type=password]');
    await page.reload();
    await page.waitForSelector('input[type=password]');
  });

  it('whose session ended elsewhere comes to the sign-in, and back to the same address', async () => {
    const page = await enter('/console/settings');
    const cookies = await sight.page.browserContext().cookies();
    await sight.page.browserContext().deleteCookie(...cookies);
    await page.click('nav a[href="/console/keys"]');
    await page.waitForSelector('input[type=password]');
    await signIn(page, world.token);
    await waitForText(page, 'Keys of QPS clients');
  });
});

describe('keys of QPS clients', () => {
  it('are made and revoked by keyboard alone, and shown once', async () => {
    const page = await enter('/console/keys');
    const name = 'Nightly <b>reports</b> \u202Egpj.exe';
    await page.focus('main input');
    await fill(page, 'main input', name);
    await page.keyboard.press('Enter');
    await waitForText(page, 'Copy it now');
    expect(await textOf(page, '.secret .code')).toMatch(/^swqps_[\w-]{43}$/);
    expect(await textOf(page, '[role=status]')).toContain('was made');
    // What somebody has typed is text, and what would hide or turn it is shown.
    expect(await textOf(page, '.rows strong')).toBe('Nightly <b>reports</b> U+202Egpj.exe');
    expect(await page.$$('.rows b')).toHaveLength(0);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await settle(page);
    expect(await page.$('.secret')).toBeNull();
    await page.focus('.rows button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await focused(page)).toBe('Revoke');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await press(page, 'Revoke it', 'dialog');
    await waitForText(page, 'revoked ');
    expect(await page.$('.rows button')).toBeNull();
  });

  it('that another administrator has revoked meanwhile are said to be gone', async () => {
    const made = (await world.call('POST', '/api/client-keys', { name: 'shared' })).body as { readonly id: string };
    const page = await enter('/console/keys');
    await press(page, 'Revoke the key of shared');
    await page.waitForSelector('dialog[open]');
    await world.call('DELETE', `/api/client-keys/${made.id}`);
    await press(page, 'Revoke it', 'dialog');
    await waitForText(page, 'There is no key of that number in use', 'dialog');
  });
});

describe('the audit', () => {
  it('shows who did what, and older lines on demand', async () => {
    for (let count = 0; count < 60; count++) await world.call('POST', '/api/client-keys', { name: `many ${count}` });
    const page = await enter('/console/audit');
    expect(await page.$$('.audit > li')).toHaveLength(50);
    expect(await textOf(page, '.audit > li')).toContain("the administrator's token signed in to the console");
    await press(page, 'Show older lines');
    await page.waitForFunction(() => document.querySelectorAll('.audit > li').length > 50);
  });
});

describe('by keyboard', () => {
  it('the first stop leads past the navigation, each section is a stop, and its heading takes the focus', async () => {
    const page = await enter('/console/settings');
    await page.evaluate(() => document.body.focus());
    await page.focus('.skip');
    expect(await focused(page)).toBe('Skip to the content');
    await page.focus('nav a[href="/console/audit"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    expect(await focused(page)).toBe('Audit');
    expect(await page.$eval('nav [aria-current=page]', (link) => link.textContent)).toBe('Audit');
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Settings');
  });
});

describe('sessions', () => {
  it('are searched and ended, one and all that are found, and the search is in the address', async () => {
    const { world: companion, call } = world;
    await call('DELETE', '/api/sessions?all=true');
    for (const name of ['Anne', 'Eddie', 'Grace']) await companion.logIn(name, new HttpBrowser());
    const page = await enter('/console/sessions');
    expect(await page.$$('.rows > li')).toHaveLength(3);
    await fill(page, 'main .field:nth-child(4) input', 'group');
    expect(await textOf(page, '[role=alert]')).toContain('name and value together');
    await fill(page, 'main .field:nth-child(5) input', 'salesus');
    await press(page, 'Search');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 2);
    expect(new URL(page.url()).search).toBe('?attribute=group&value=salesus');
    await page.reload();
    await settle(page);
    expect(await page.$$('.rows > li')).toHaveLength(2);
    await press(page, 'End all of these …');
    await page.waitForSelector('dialog[open]');
    expect(await violations(page)).toEqual([]);
    await press(page, 'End now', 'dialog');
    await waitForText(page, 'No session fits the search');
    await press(page, 'Show all');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 1);
    await page.click('.rows a');
    await waitForText(page, 'SalesAUS');
    expect(await heading(page)).toBe('CORP\\eddie');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, 'End the session …');
    await press(page, 'End now', 'dialog');
    await waitForText(page, 'Nobody is logged in');
  });
});

const SECTIONS = ['sessions', 'audit', 'keys', 'settings'] as const;

describe.each([
  ['light', false, 400],
  ['light', false, 1400],
  ['dark', true, 400],
  ['dark', true, 1400],
] as const)('in %s colours (dark: %s) at a width of %d', (_, dark, width) => {
  it('axe-core finds nothing in any section, and nothing sticks out', async () => {
    const page = await enter('/console/', { dark, width });
    for (const section of SECTIONS) {
      await page.goto(`${world.world.url()}/console/${section}`);
      await settle(page);
      expect([section, await violations(page), await overflow(page)]).toEqual([section, [], 0]);
    }
  });
});

it('an address of the console that is none is a page that says so', async () => {
  sight = await world.open('/console/nothing');
  expect(await heading(sight.page)).toBe('There is nothing here');
});
