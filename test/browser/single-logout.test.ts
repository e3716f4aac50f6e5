import { createServer } from 'node:http';
import puppeteer, { type Browser, type BrowserContext, type HTTPRequest, type Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readForm } from '#shared/wire/read-message.ts';
import { idpLogoutRequest, type Subject, sloUrl, subjectOf } from '#test/integration/companion/idp-messages.ts';
import { type LogoutWorld, makeLogoutWorld, opensOf } from '#test/integration/companion/logout-world.ts';
import { overflow, violations } from './harness/axe.ts';

let browser: Browser;
let world: LogoutWorld;
let context: BrowserContext;
let now = 0;

beforeAll(async () => {
  browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--test-third-party-cookie-phaseout'],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  now = Date.now();
  world = await makeLogoutWorld({ slo: ['redirect'], clock: () => now });
  context = await browser.createBrowserContext();
});
afterEach(async () => {
  await context.close();
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const hub = () => `${world.url()}/hub/`;
const buttonWith = (text: string) =>
  `::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), '${text}')])`;

const isEvents = (url: string): boolean => url.endsWith('/hub/session/events');

/** Logs in, and waits until the page listens for news. */
async function logIn(name = 'Anne'): Promise<{ page: Page; subject: Subject }> {
  const page = await context.newPage();
  let response = '';
  page.on('request', (request: HTTPRequest) => {
    if (!request.url().endsWith('/saml/acs')) return;
    response = readForm(request.postData() ?? '')[0]?.wire?.xml ?? '';
  });
  await page.goto(hub());
  const listens = page.waitForResponse((answer) => isEvents(answer.url()));
  await page.locator(buttonWith(`Log in as ${name}`)).click();
  await showing(page, 'Welcome');
  await listens;
  return { page, subject: subjectOf(response) };
}

async function openHub(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(hub());
  await showing(page, 'Welcome');
  return page;
}

/** Waits until a page has a heading with these words. */
async function showing(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (text: string) => document.querySelector('h1')?.textContent?.includes(text) ?? false,
    { polling: 20, timeout: 20_000 },
    words,
  );
}

const textOf = (page: Page): Promise<string> => page.$eval('main', (main) => main.textContent ?? '');

describe('a session that ends is told in every open tab', () => {
  test('by an administrator: one tab carries the question to the IdP, each shows what came of it', async () => {
    const { page } = await logIn();
    const other = await openHub();
    await world.admin.call('DELETE', '/api/sessions?all=true');
    await Promise.all([showing(page, 'applications were told'), showing(other, 'applications were told')]);
    expect((await world.receipts()).map(({ begun, parts }) => [begun, parts[1]?.asked])).toEqual([
      ['administrator', 'redirect'],
    ]);
    await page.goto(hub());
    await showing(page, 'Who do you want to be?');
  });

  test('by the user in another tab, however slow the IdP is: nobody cuts off the way to it', async () => {
    const slow = createServer((_, response) => setTimeout(() => response.end('<h1>at the provider</h1>'), 2000));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const address = slow.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await world.close();
    world = await makeLogoutWorld({
      slo: ['redirect'],
      clock: () => now,
      metadata: (xml) => xml.replace(/(SingleLogoutService\b[^>]*Location=")[^"]*/, `$1http://127.0.0.1:${port}/slo`),
    });
    const { page } = await logIn();
    const other = await openHub();
    await page.bringToFront();
    await page.locator(buttonWith('Log out')).click();
    await showing(other, 'the identity provider is being asked');
    await showing(page, 'at the provider');
    slow.closeAllConnections();
    slow.close();
  });

  test('by time: it says why, and the IdP was asked through it', async () => {
    const { page } = await logIn();
    now += 31 * 60_000;
    await showing(page, 'applications were told');
    expect(await textOf(page)).toContain('Nobody used the session for as long as it waits.');
    expect(await world.receipts()).toMatchObject([{ begun: 'timeout', limit: 'idle' }]);
  });

  test('by the IdP from a frame of its page, without any cookie: third-party cookies are blocked', async () => {
    const { page, subject } = await logIn();
    const xml = idpLogoutRequest(world, subject, { issueInstant: now });
    const url = await sloUrl(world, { parameter: 'SAMLRequest', xml });
    const elsewhere = await context.newPage();
    const framed = elsewhere.waitForResponse((answer) => answer.url().includes('/hub/saml/slo'));
    await elsewhere.setContent(`<iframe src="${url.replaceAll('&', '&amp;')}"></iframe>`);
    const answer = await framed;
    expect([answer.status(), answer.request().headers()['cookie']]).toEqual([303, undefined]);
    await showing(page, 'as your identity provider asked');
    const [receipt] = await world.receipts();
    expect(receipt && opensOf(receipt)).toEqual(['companion closed', 'idp said-closed', 'others unknown']);
  });

  test('after a restart in the middle, too: the session goes on, and its page listens again', async () => {
    const { page } = await logIn();
    const listens = page.waitForResponse((answer) => isEvents(answer.url()) && answer.status() === 200);
    await world.restart();
    await listens;
    await world.admin.call('DELETE', '/api/sessions?all=true');
    await showing(page, 'applications were told');
    expect((await world.receipts()).map(({ begun, sessions }) => [begun, sessions])).toEqual([['administrator', 1]]);
  });

  test('in ten tabs, more than a browser has connections for', async () => {
    const { page } = await logIn();
    const others: Page[] = [];
    for (let count = 0; count < 9; count++) others.push(await openHub());
    await world.admin.call('DELETE', '/api/sessions?all=true');
    await Promise.all([page, ...others].map((tab) => showing(tab, 'applications were told')));
  });
});

describe('a session that is about to end', () => {
  test('says so two minutes before, and stays if it is wanted', async () => {
    const { page } = await logIn();
    now += 28.5 * 60_000;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const warning = await page.waitForSelector('#session-warning[role=alert]');
    expect(await warning?.evaluate((box) => box.textContent)).toMatch(/^Your session ends at .*nobody has used it/);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.locator(buttonWith('Stay logged in')).click();
    await page.waitForSelector('#session-warning', { hidden: true });
    now += 28 * 60_000;
    await page.reload();
    await showing(page, 'Welcome');
  });
});

test('"Back" after a logout shows nobody’s hub', async () => {
  const { page } = await logIn();
  await page.goto(`${world.url()}/`);
  await page.goBack();
  await showing(page, 'Welcome');
  await page.locator(buttonWith('Log out')).click();
  await showing(page, 'applications were told');
  await page.goBack();
  await page.waitForFunction(() => document.readyState === 'complete', { polling: 50 });
  expect(await page.$eval('h1', (heading) => heading.textContent)).not.toContain('Welcome');
});

test('a page that wakes up after the session has ended carries the question then', async () => {
  const { page } = await logIn();
  const devtools = await page.createCDPSession();
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  now += 31 * 60_000;
  const reason = async () => (await world.receipts())[0]?.parts[1]?.notAsked ?? null;
  for (let tries = 0; tries < 100 && (await reason()) === null; tries++) {
    now += 2000;
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(await reason()).toBe('no-browser');
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await showing(page, 'applications were told');
});
