import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, isAcs, postInstead, responseOf } from './forge.ts';
import { idpLogoutRequest, sloUrl, subjectOf } from './idp-messages.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: CompanionWorld;
/** The companion's clock; the identity provider's is the same. */
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  world = await makeCompanionWorld({ clock: () => now });
});

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** Logs in, and gives what an attacker has who saw the Response on its way. */
async function capture(): Promise<HttpPage> {
  const page = await beforeAcs(world);
  expect((await postInstead(page, responseOf(page), world.browser)).text).toContain('Welcome, anne');
  return page;
}

async function isLoggedIn(): Promise<boolean> {
  return 'userId' in JSON.parse((await world.browser.open(`${world.url()}/hub/qps/user`)).html);
}

const AHEAD: readonly (readonly [string, number])[] = [
  ['a minute', MINUTE],
  ['hours', 9 * HOUR],
  ['years', 90_000 * HOUR],
];

/** The clock is ahead for a moment, in which the companion starts and forgets what is over; then somebody sets it right. */
async function jump(ahead: number): Promise<void> {
  now += ahead;
  await world.restart();
  now -= ahead;
  await world.restart();
}

describe('a captured response is refused', () => {
  test.each(AHEAD)('also after the clock was %s ahead', async (_, ahead) => {
    const page = await capture();
    await jump(ahead);
    expect(await postInstead(page, responseOf(page), world.browser)).toMatchObject({ status: 403 });
    world.browser.cookies.clear('localhost');
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  });

  test.each(AHEAD)(
    'also one that nobody asked for, where such are allowed, after the clock was %s ahead',
    async (_, ahead) => {
      await world.close();
      world = await makeCompanionWorld({ clock: () => now, accept: '{ unsolicited: true }' });
      const sp = encodeURIComponent(`${world.url()}/hub/saml/metadata`);
      const picking = await world.browser.open(`${world.idp.url}/start?sp=${sp}&unsolicited=yes`);
      const page = await world.browser.press(picking, 'Anne', isAcs);
      expect((await postInstead(page, responseOf(page), world.browser)).text).toContain('Welcome, anne');
      await jump(ahead);
      const refused = await postInstead(page, responseOf(page), new HttpBrowser());
      expect(refused).toMatchObject({ status: 403 });
      expect(refused.text).toContain('This login was used already');
      world.browser.cookies.clear('localhost');
      expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    },
  );
});

describe('a captured LogoutRequest', () => {
  /** Logs in, has the IdP end that by a request that holds for a day, and gives the request. */
  async function captureLogout(): Promise<string> {
    const page = await capture();
    const xml = idpLogoutRequest(world, subjectOf(responseOf(page)), {
      issueInstant: now,
      notOnOrAfter: now + 24 * HOUR,
      sessionIndexes: [],
    });
    const url = await sloUrl(world, { parameter: 'SAMLRequest', xml, relayState: null });
    await world.browser.open(url, ({ url: next }) => next.startsWith(world.idp.url));
    expect(await isLoggedIn()).toBe(false);
    return url;
  }

  const again = (url: string) => world.browser.open(url, ({ url: next }) => next.startsWith(world.idp.url));

  test('that says of itself that it holds for a day ends no later session, hours later', async () => {
    const url = await captureLogout();
    now += 5 * HOUR;
    await world.restart();
    await world.logIn('Anne');
    await again(url);
    expect(await isLoggedIn()).toBe(true);
  });

  test('whose answer is not remembered ends no session that began after it', async () => {
    const url = await captureLogout();
    const database = new DatabaseSync(join(world.folder, 'state', 'companion.sqlite'));
    expect(database.prepare("DELETE FROM pending WHERE kind = 'answer'").run().changes).toBe(1);
    database.close();
    now += 5 * HOUR;
    await world.logIn('Anne');
    await again(url);
    expect(await isLoggedIn()).toBe(true);
    expect(world.lines.findLast((line) => line.includes('"logout-by-idp"'))).toContain('status:Success');
  });
});
