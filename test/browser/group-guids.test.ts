import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overflow, violations } from './harness/axe.ts';
import { type ChromiumShare, shareChromium } from './harness/share-chromium.ts';
import { logIn, samlpWorld, type World } from './harness/worlds.ts';

/** As an identity provider sends them that knows groups by their object IDs. */
const SALES_US = '3f2a91c4-7b1e-4c55-9d0a-1f6b8c2e7a10';
const OTHER = '9c0d2b7e-0a44-4f7e-8a31-5b2f6d9e1c22';

const CONNECTION = `
    user: { id: NameID, directory: '[CORP]' }
    streams: [{ name: SalesUS, apps: [{ id: us, name: Pipeline US }] }, { name: SalesAUS, apps: [{ id: aus, name: Pipeline AUS }] }]
    rules:
      - { name: Streams by group, resourceFilter: Stream_*, actions: [read], condition: user.environment.group = resource.name }
      - { name: Apps of an open stream, resourceFilter: App_*, actions: [read], condition: 'resource.stream.HasPrivilege("read")' }
`;
const YAML = `
connections:
  - prefix: hub
    idp: { metadata: idp.xml }
    attributes:
      - { from: groups, to: group, values: { ${SALES_US}: SalesUS } }
${CONNECTION}
`;
/** The same, but for an attribute that must come. */
const STRICT = YAML.replace(
  '    attributes:',
  '    attributes:\n      - { from: costCenter, to: costCenter, required: true }',
);

let worlds: { readonly guids: World; readonly strict: World };
let browser: ChromiumShare;
beforeAll(async () => {
  const claims = { groups: [OTHER, SALES_US] };
  worlds = {
    guids: await samlpWorld({ claims, yaml: YAML }),
    strict: await samlpWorld({ claims, yaml: STRICT }),
  };
  browser = await shareChromium();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([worlds.guids.close(), worlds.strict.close()]);
});

const newPage = (): Promise<Page> => browser.newPage();
const textOf = (page: Page): Promise<string> => page.$eval('main', ({ innerText }) => innerText);

it('groups that come as GUIDs open what they are called, and each says which GUID it was', async () => {
  const page = await newPage();
  await logIn(page, worlds.guids, 'Noel Brandt');
  const hub = await textOf(page);
  expect(hub).toContain(SALES_US);
  expect(hub).toContain('changed by values');
  expect(hub).toContain('because group = SalesUS came from the IdP’s groups');
  expect(hub).not.toContain('Pipeline AUS');
  const answer = await page.goto(`${worlds.guids.companion}/hub/app/aus`);
  expect(answer?.status()).toBe(403);
  const closed = await textOf(page);
  expect(closed).toContain('add "SalesAUS" to user.environment.group');
  expect(closed).toContain(OTHER);
  expect([await violations(page), (await overflow(page)) <= 0]).toEqual([[], true]);
});

it('a login without an attribute that must come is refused, with its name and the names that did come', async () => {
  const page = await newPage();
  await page.goto(`${worlds.strict.companion}/hub/`);
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/hub/saml/acs') && response.status() === 400),
    page
      .locator(`::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), 'Log in as Noel Brandt')])`)
      .click(),
  ]);
  await page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('costCenter'));
  const refused = await textOf(page);
  expect(refused).toContain('groups');
  expect([await violations(page), (await overflow(page)) <= 0]).toEqual([[], true]);
});
