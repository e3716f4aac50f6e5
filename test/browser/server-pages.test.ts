import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflow, violations } from './harness/axe.ts';
import { type ChromiumShare, shareChromium } from './harness/share-chromium.ts';
import { logIn, logOut, type World, workbenchWorld } from './harness/worlds.ts';

let world: World;
let browser: ChromiumShare;

beforeAll(async () => {
  world = await workbenchWorld();
  browser = await shareChromium();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A page of a new browser, what its console says against our pages in `complaints`. */
async function look(width: number, dark: boolean): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser itself notes every answer that is a refusal.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  await show(page, { width, dark });
  return { page, complaints };
}

async function show(page: Page, { width, dark }: { width: number; dark: boolean }): Promise<void> {
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
}

async function expectSound(page: Page, heading: RegExp, sight?: object): Promise<void> {
  await page.waitForSelector('main h1');
  expect(await page.$eval('h1', (element) => element.textContent)).toMatch(heading);
  expect([sight, await violations(page), await overflow(page)]).toEqual([sight, [], 0]);
}

/** Before a login. */
const OUTSIDE = [
  ['the start page', () => `${world.companion}/`, /^SAML Workbench$/],
  ['an address where nothing is', () => `${world.companion}/nowhere`, /^There is nothing here$/],
  ['the test IdP', () => `${world.idp}/`, /^Test identity provider$/],
  ['a fault of the test IdP', () => `${world.idp}/fault/unsigned`, /^Nothing is signed$/],
  ['a refusal of the test IdP', () => `${world.idp}/sso`, /^This message cannot be read$/],
  ['its login', () => `${world.companion}/hub/`, /^Who do you want to be\?$/],
] as const;

/** After it. */
const INSIDE = [
  ['the hub', () => `${world.companion}/hub/`, /^Welcome, /],
  ['an app that is closed', () => `${world.companion}/hub/app/nowhere`, /^This app is not open to you$/],
  ['the test IdP of somebody', () => `${world.idp}/`, /^Test identity provider$/],
] as const;

/** In both themes, narrow and wide: a page is not asked for again, so that one login shows them all. */
const SIGHTS = [400, 1400].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

async function expectSoundInEverySight(page: Page, heading: RegExp): Promise<void> {
  for (const sight of SIGHTS) {
    await show(page, sight);
    await expectSound(page, heading, sight);
  }
}

it('light and dark, narrow and wide, axe-core finds nothing and nothing sticks out, from the first page to the goodbye', async () => {
  const { page, complaints } = await look(1400, false);
  for (const [, url, heading] of OUTSIDE) {
    await page.goto(url());
    await expectSoundInEverySight(page, heading);
  }
  await logIn(page, world, 'Anne Foster');
  for (const [, url, heading] of INSIDE) {
    await page.goto(url());
    await expectSoundInEverySight(page, heading);
  }
  await logOut(page, world);
  await expectSoundInEverySight(page, /^You are logged out/);
  expect(complaints).toEqual([]);
});

/** Chromium holds every redirect behind a form to the policy of the form's page. */
it('a fault is run from its page, by who is logged in already', async () => {
  const { page, complaints } = await look(1400, false);
  await logIn(page, world, 'Anne Foster');
  await page.goto(`${world.idp}/fault/unsigned`);
  await Promise.all([page.waitForNavigation(), page.click('form button')]);
  await page.waitForFunction(() => location.pathname === '/hub/saml/acs');
  await expectSound(page, /^The login was refused$/);
  expect(complaints).toEqual([]);
});

describe('one look', () => {
  /** What a button, the ground and the text are painted with. */
  const paint = (page: Page, selector: string) =>
    page.$eval(selector, (element) => {
      const { backgroundColor, borderTopLeftRadius, color } = getComputedStyle(element);
      return { backgroundColor, borderTopLeftRadius, color };
    });

  it.each([
    ['light', false],
    ['dark', true],
  ] as const)(
    'in %s colours the inspector and both servers have the same button and the same card',
    async (_, dark) => {
      const { page } = await look(1400, dark);
      const seen = [];
      for (const url of [`${world.companion}/inspect/`, `${world.companion}/`, `${world.companion}/hub/`]) {
        await page.goto(url);
        await page.waitForSelector('.card');
        const primary = url.endsWith('/hub/') ? null : await paint(page, '.button.primary');
        seen.push({ primary, card: await paint(page, '.card') });
      }
      const [inspector, start, idp] = seen;
      expect(start).toEqual(inspector);
      expect(idp?.card).toEqual(inspector?.card);
    },
  );
});
