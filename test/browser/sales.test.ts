import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { makeToken, pemOf, rsaPair } from '#test/fixtures/token-maker.ts';
import { qpsClient, userBody } from '#test/integration/access/qps-client.ts';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { type ChromiumShare, shareChromium } from './harness/share-chromium.ts';
import { expectSoundInEveryForm } from './harness/sights.ts';
import { logIn } from './harness/worlds.ts';

/** Whose tokens the hub takes. */
const ISSUER = { issuer: 'https://issuer.example', audience: 'workbench', pair: rsaPair() };

let folder = '';
let world: CompanionWorld;
let browser: ChromiumShare;
/** A page for each of them, logged in once. */
const pages = new Map<string, { readonly page: Page; readonly complaints: string[] }>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sales-'));
  const key = join(folder, 'issuer.pem');
  await writeFile(key, pemOf(ISSUER.pair));
  const ways = `    methods: [saml, ticket, session, jwt]
    jwt:
      certificate: ${key}
      issuer: ${ISSUER.issuer}
      audience: ${ISSUER.audience}
      user: { id: sub, directory: '[CORP]' }
      attributes: [{ from: groups, to: group }]
`;
  const yaml = await shippedConfig((shipped) => shipped.replace(/^ {2}- prefix: hub\n/m, (line) => line + ways));
  world = await makeCompanionWorld({ yaml });
  browser = await shareChromium();
  for (const name of ['Anne Foster', 'Eddie Reese', 'Grace Lund', 'Noel Brandt']) pages.set(name, await open(name));
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await rm(folder, { recursive: true });
});

const newPage = (): Promise<Page> => browser.newPage();

/** A page of a new browser in which somebody has logged in; what its policy refuses is in `complaints`. */
async function open(name: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  await logIn(page, { companion: world.url() }, name);
  return { page, complaints };
}

/** That page, on the hub and before the others. */
async function hubOf(name: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = pages.get(name);
  if (opened === undefined) throw new Error(`${name} is not logged in`);
  await opened.page.bringToFront();
  await opened.page.goto(`${world.url()}/hub/`);
  return opened;
}

/** Clicks a link by its text and waits for where it leads. */
async function follow(page: Page, text: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(`a ::-p-text(${text})`).click()]);
}

const textOf = (page: Page): Promise<string> => page.$eval('main', (element) => element.textContent ?? '');

/** How many different colours the lines of the chart really have. */
const strokes = (page: Page): Promise<number> =>
  page.$$eval('.chart polyline', (lines) => new Set(lines.map((line) => getComputedStyle(line).stroke)).size);

const PEOPLE = [
  ['Anne Foster', ['United States'], ['Australia', 'Germany'], 1],
  ['Eddie Reese', ['Australia'], ['United States', 'Germany'], 1],
  ['Grace Lund', ['United States', 'Australia'], ['Germany'], 2],
] as const;

describe('Sales, narrow and wide, light and dark', () => {
  it.each(PEOPLE)('%s comes from the hub and sees %j only', async (name, seen, unseen, lines) => {
    const { page, complaints } = await hubOf(name);
    await follow(page, 'Sales');
    const text = await textOf(page);
    expect(text).toContain('You may open Sales by the rule “Apps of an open stream”, because group = ');
    for (const country of seen) expect(text).toContain(country);
    for (const country of unseen) expect(await page.content()).not.toContain(country);
    await expectSoundInEveryForm(page, async () => expect(await strokes(page)).toBe(lines));
    expect(complaints).toEqual([]);
  });

  it('Noel is told why it is closed to him', async () => {
    const { page } = await hubOf('Noel Brandt');
    const answer = await page.goto(`${world.url()}/hub/app/sales`);
    expect(answer?.status()).toBe(403);
    expect(await textOf(page)).toContain('no rule opens it with the session attributes that you have');
    await expectSoundInEveryForm(page);
  });

  it('Grace looks at it as somebody else, side by side where there is room', async () => {
    const { page, complaints } = await hubOf('Grace Lund');
    await follow(page, 'Sales');
    await follow(page, 'View as somebody else');
    await page.type('input[name=user]', 'CORP\\somebody');
    await page.type('textarea', 'group = SalesAUS');
    await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);
    const sides = () =>
      page.$$eval('.sides > section', (parts) =>
        parts.map((part) => ({ text: part.textContent ?? '', left: part.getBoundingClientRect().left })),
      );
    const [mine, other] = await sides();
    expect(mine?.text).toContain('you see United States and Australia only');
    expect(other?.text).toContain('CORP\\somebody sees Australia only, by row 4 of the access table');
    expect(other?.text).not.toContain('United States');
    await expectSoundInEveryForm(page, async (width) => {
      const [left, right] = await sides();
      expect((right?.left ?? 0) > (left?.left ?? 0)).toBe(width > 1000);
    });
    expect(complaints).toEqual([]);
  });
});

/** Each way for Anne, with the groups QlikGroup and Sales, to come to the hub. */
const WAYS: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  [
    'ticket',
    async (page) => {
      const { body } = await qpsClient(world)('POST', 'hub/ticket', { body: userBody() });
      const { Ticket: ticket } = body as { readonly Ticket: string };
      return page.goto(`${world.url()}/hub/?qlikTicket=${ticket}`);
    },
  ],
  [
    'session call',
    async (page) => {
      const id = 'a-session-of-ours-4711';
      await qpsClient(world)('POST', 'hub/session', { body: userBody(undefined, { SessionId: id }) });
      await page.browserContext().setCookie({ name: 'hub.session', value: id, domain: 'localhost', path: '/' });
      return page.goto(`${world.url()}/hub/`);
    },
  ],
  [
    'token',
    async (page) => {
      const now = Math.floor(Date.now() / 1000);
      const { issuer: iss, audience: aud, pair } = ISSUER;
      const claims = { iss, aud, sub: 'anne', groups: ['QlikGroup', 'Sales'], iat: now, exp: now + 300 };
      await page.setExtraHTTPHeaders({ Authorization: `Bearer ${makeToken(claims, pair)}` });
      return page.goto(`${world.url()}/hub/`);
    },
  ],
];

describe('the stream QlikGroup', () => {
  it('opens to Grace, who has it and other groups by SAML', async () => {
    const { page } = await hubOf('Grace Lund');
    expect(await textOf(page)).toContain('because group = QlikGroup came from the IdP’s groups');
  });

  it.each(WAYS)('opens by %s', async (_, come) => {
    const page = await newPage();
    await come(page);
    const hub = await textOf(page);
    expect(hub).toContain('CORP\\anne');
    expect(hub).toContain('because group = QlikGroup');
    await follow(page, 'Group summary');
    expect(await textOf(page)).toContain('You may open Group summary');
  });
});
