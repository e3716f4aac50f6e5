import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, forged, isAcs, postInstead, responseOf } from './forge.ts';

let world: CompanionWorld;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  world = await makeCompanionWorld({ clock: () => now });
});

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const MINUTE = 60_000;

/** Login requests by clients that keep no cookie, some at a time. */
async function flood(count: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const returnTo = encodeURIComponent(`/hub/app/${'x'.repeat(2000)}`);
      const answer = await fetch(`${world.url()}/hub/saml/login?returnTo=${returnTo}`, { redirect: 'manual' });
      expect(answer.status).toBe(303);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** Rows of the companion's store, by table. */
function rows(table: 'pending' | 'once' | 'user_sessions'): number {
  const database = new DatabaseSync(join(world.folder, 'state', 'companion.sqlite'), { readOnly: true });
  const found = database.prepare(`SELECT count(*) AS n FROM ${table}`).get();
  database.close();
  return Number(found?.['n']);
}

describe('a login that waits for its answer (attacks#waiting-logins)', () => {
  test('is not pushed out by thousands of others, which leave nothing behind', async () => {
    const page = await world.browser.press(await world.browser.open(`${world.url()}/hub/app/us`), 'Anne', isAcs);
    await flood(3000);
    expect([rows('pending'), rows('once'), rows('user_sessions')]).toEqual([0, 0, 0]);
    const arrived = await postInstead(page, responseOf(page), world.browser);
    expect(arrived).toMatchObject({ url: `${world.url()}/hub/app/us`, status: 200 });
  });

  test('waits for half an hour, over a restart, and no longer', async () => {
    const [early, late] = [new HttpBrowser(), new HttpBrowser()];
    const inTime = await early.open(`${world.url()}/hub/`);
    await late.open(`${world.url()}/hub/`);
    await world.restart();
    now += 30 * MINUTE - 1000;
    expect((await early.press(inTime, 'Anne')).text).toContain('Welcome, anne');
    now += 1000;
    // The identity provider waits no longer either; but it takes the same request again.
    const asked = late.visits.find(({ url }) => url.includes('/sso?SAMLRequest='))?.url ?? '';
    const refused = await late.press(await late.open(asked), 'Anne');
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.html).toContain('<code>in-response-to-unknown</code>');
  });

  test('is answered once: a second response to it, with another assertion, is refused', async () => {
    const page = await beforeAcs(world);
    const second = await forged(world, page, (xml) =>
      xml
        .replace(/(<saml:Assertion[^>]* ID=")[^"]*/, '$1_second')
        .replace(/(<samlp:Response[^>]* ID=")[^"]*/, '$1_other'),
    );
    expect((await postInstead(page, responseOf(page), world.browser)).text).toContain('Welcome, anne');
    const refused = await postInstead(page, second, world.browser);
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.html).toContain('<code>in-response-to-unknown</code>');
  });

  test('of two responses to it at the same moment one gets in', async () => {
    const page = await beforeAcs(world);
    const second = await forged(world, page, (xml) =>
      xml
        .replace(/(<saml:Assertion[^>]* ID=")[^"]*/, '$1_second')
        .replace(/(<samlp:Response[^>]* ID=")[^"]*/, '$1_other'),
    );
    const stop = ({ url }: { url: string }): boolean => url.includes('/arrive');
    const posts = [responseOf(page), second].map((xml) => {
      const SAMLResponse = Buffer.from(xml).toString('base64');
      const [form] = page.forms;
      if (form === undefined) throw new Error('no form');
      return world.browser.submit(page, form, { SAMLResponse }, stop);
    });
    const statuses = (await Promise.all(posts)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([303, 403]);
  });

  test.each<[string, (id: string) => string]>([
    ['with a later end', (id) => changeByte(id, 16)],
    ['for another browser', (id) => changeByte(id, 25)],
    ['with another nonce', (id) => changeByte(id, 0)],
    ['with another MAC', (id) => changeByte(id, 53)],
    ['that is cut', (id) => id.slice(0, -4)],
    ['that is written otherwise', (id) => `${id}=`],
  ])('is none of ours if its ID is one %s', async (_, change) => {
    const page = await beforeAcs(world);
    const id = /InResponseTo="([^"]+)"/.exec(responseOf(page))?.[1] ?? '';
    const other = await forged(world, page, (xml) => xml.replaceAll(id, change(id)));
    const refused = await postInstead(page, other, world.browser);
    expect(refused.html).toContain('<code>in-response-to-unknown</code>');
    expect((await postInstead(page, responseOf(page), world.browser)).text).toContain('Welcome, anne');
  });

  test('is none of another connection’s', async () => {
    await world.close();
    const second = `  - prefix: second
    idp: { metadata: idp.xml }
    user: { id: uid }
`;
    world = await makeCompanionWorld({ clock: () => now, extra: second });
    const page = await beforeAcs(world);
    const xml = await forged(world, page, (text) => text.replaceAll('/hub/saml/', '/second/saml/'));
    const [form] = page.forms;
    if (form === undefined) throw new Error('no form');
    const elsewhere = { ...form, action: form.action.replace('/hub/', '/second/') };
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const refused = await world.browser.submit(page, elsewhere, { SAMLResponse });
    expect(refused.html).toContain('<code>in-response-to-unknown</code>');
  });
});

/** Turns one bit of an ID's bytes. */
function changeByte(id: string, index: number): string {
  const bytes = Buffer.from(id.slice(1), 'base64url');
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return `_${bytes.toString('base64url')}`;
}

describe('where the user wanted to go', () => {
  const cookies = (browser = world.browser): string[] =>
    [...browser.cookies.of('localhost').keys()].filter((name) => name.startsWith('hub.session.to.'));

  test('is kept by the browser, once, and the server keeps nothing', async () => {
    const picking = await world.browser.open(`${world.url()}/hub/app/us`);
    expect(cookies()).toHaveLength(1);
    expect(rows('pending')).toBe(0);
    expect((await world.browser.press(picking, 'Anne')).url).toBe(`${world.url()}/hub/app/us`);
    expect(cookies()).toEqual([]);
  });

  test('is read like any address from outside: who can set cookies leads nobody elsewhere', async () => {
    const page = await world.browser.press(await world.browser.open(`${world.url()}/hub/app/us`), 'Anne', isAcs);
    const [name = ''] = cookies();
    const evil = Buffer.from(`${now} https://evil.example/`).toString('base64url');
    const address = new URL(`${world.url()}/hub/saml/login`);
    world.browser.cookies.store(address, [`${name}=${evil}; Path=/hub/saml; HttpOnly; SameSite=Lax`]);
    expect((await postInstead(page, responseOf(page), world.browser)).url).toBe(`${world.url()}/hub/`);
  });

  test('of many logins in one browser the oldest are forgotten, the header stays small, and each still logs in', async () => {
    const long = (index: number) => `/hub/app/us?page=${index}&${'y'.repeat(400)}`;
    const pages = [];
    for (let index = 0; index < 12; index++) {
      now += 1000;
      const login = `${world.url()}/hub/saml/login?returnTo=${encodeURIComponent(long(index))}`;
      pages.push(await world.browser.open(login));
    }
    const header = [...world.browser.cookies.of('localhost')].map((pair) => pair.join('=')).join('; ');
    expect(header.length).toBeLessThan(5000);
    const [first, last] = [pages[0], pages.at(-1)];
    if (first === undefined || last === undefined) throw new Error('no page');
    expect((await world.browser.press(last, 'Anne')).url).toBe(`${world.url()}${long(11)}`);
    expect((await world.browser.press(first, 'Anne')).url).toBe(`${world.url()}/hub/`);
  });
});
