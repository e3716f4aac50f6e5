import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { ENDED_SESSIONS, SESSION_DETAILS, SESSIONS } from '#shared/api/sessions.ts';
import { type ApiClient, administrator, apiClient } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let admin: ApiClient;
let now = Date.now();

beforeAll(async () => {
  world = await makeCompanionWorld({ clock: () => now });
  admin = administrator(() => world.url(), world.companion().newToken ?? '');
});

afterAll(() => world.close());

/** A browser of its own for each of these users, logged in. */
async function logIn(...names: readonly string[]): Promise<readonly HttpBrowser[]> {
  const browsers: HttpBrowser[] = [];
  for (const name of names) {
    const browser = new HttpBrowser();
    expect((await world.logIn(name, browser)).text).toContain('Welcome');
    browsers.push(browser);
  }
  return browsers;
}

const isIn = async (browser: HttpBrowser | undefined) => {
  const stop = () => true;
  return (await browser?.open(`${world.url()}/hub/`, stop))?.text.includes('Welcome') ?? false;
};

const list = async (query = '') => v.parse(SESSIONS, (await admin.call('GET', `/api/sessions${query}`)).body);
const users = async (query = '') => (await list(query)).sessions.map(({ userId }) => userId);
const end = async (path: string) => v.parse(ENDED_SESSIONS, (await admin.call('DELETE', path)).body).ended;
const errorOf = (body: unknown) => v.parse(API_ERROR, body).error;

beforeEach(async () => {
  await admin.call('DELETE', '/api/sessions?all=true');
});

describe('/api/sessions', () => {
  test('lists who is logged in, the newest first, and shows one with what rules see of it', async () => {
    await logIn('Anne', 'Eddie');
    const { sessions, next } = await list();
    expect(sessions).toMatchObject([
      {
        userId: 'eddie',
        userDirectory: 'CORP',
        connection: 'hub',
        way: 'saml',
        issuer: expect.any(String),
        limit: 'idle',
      },
      { userId: 'anne' },
    ]);
    expect(next).toBeNull();
    const { body } = await admin.call('GET', `/api/sessions/${sessions[1]?.id}`);
    expect(v.parse(SESSION_DETAILS, body)).toMatchObject({
      userId: 'anne',
      nameId: expect.any(String),
      attributes: expect.arrayContaining([{ name: 'group', values: ['SalesUS'] }]),
    });
  });

  test('is searched by user, attribute, identity provider and connection, regardless of case', async () => {
    await logIn('Anne', 'Eddie', 'Grace');
    expect(await users('?user=corp%5CANNE')).toEqual(['anne']);
    expect(await users('?attribute=group&value=salesus')).toEqual(['grace', 'anne']);
    expect(await users('?attribute=group&value=SalesUS&user=CORP%5Cgrace')).toEqual(['grace']);
    expect(await users(`?idp=${encodeURIComponent((await list()).sessions[0]?.issuer ?? '')}`)).toHaveLength(3);
    expect(await users('?connection=hub')).toHaveLength(3);
    for (const query of [
      '?connection=other',
      '?idp=https://other',
      '?user=CORP%5Cann',
      '?attribute=group&value=Sales',
    ]) {
      expect(await users(query)).toEqual([]);
    }
  });

  test('ends one, and nobody else', async () => {
    const [anne, eddie] = await logIn('Anne', 'Eddie');
    const [session] = (await list('?user=CORP%5Canne')).sessions;
    expect(await end(`/api/sessions/${session?.id}`)).toBe(1);
    expect([await isIn(anne), await isIn(eddie)]).toEqual([false, true]);
    const again = await admin.call('DELETE', `/api/sessions/${session?.id}`);
    expect([again.status, errorOf(again.body).code]).toEqual([404, 'api-session-unknown']);
  });

  test('ends everyone who has a value of an attribute; the audit says by whom and how many, and not which value', async () => {
    const [anne, eddie, grace] = await logIn('Anne', 'Eddie', 'Grace');
    expect(await end('/api/sessions?attribute=group&value=SalesUS')).toBe(2);
    expect([await isIn(anne), await isIn(eddie), await isIn(grace)]).toEqual([false, true, false]);
    const { body } = await admin.call('GET', '/api/audit?limit=1');
    const [line] = v.parse(AUDIT_PAGE, body).entries;
    expect(line).toMatchObject({
      action: 'sessions-ended',
      subject: 'whoever has a certain group',
      facts: { attribute: 'group', count: 2 },
    });
    expect(JSON.stringify(line)).not.toContain('SalesUS');
  });

  test('ends everybody only when that is said', async () => {
    const [anne] = await logIn('Anne');
    for (const query of ['', '?all=yes', '?all=true&user=CORP%5Canne']) {
      const refused = await admin.call('DELETE', `/api/sessions${query}`);
      expect([refused.status, errorOf(refused.body).code]).toEqual([400, 'api-input-invalid']);
    }
    expect(await isIn(anne)).toBe(true);
    expect(await end('/api/sessions?all=true')).toBe(1);
    expect(await isIn(anne)).toBe(false);
  });

  test('shows no session that has ended by time', async () => {
    await logIn('Anne');
    const [session] = (await list()).sessions;
    now += 31 * 60_000;
    expect(await users()).toEqual([]);
    expect((await admin.call('GET', `/api/sessions/${session?.id}`)).status).toBe(404);
  });

  test.each([
    ['?attribute=group', 'must have attribute and value together'],
    ['?value=x', 'must have attribute and value together'],
    ['?user=anne', 'user must be a directory and a user'],
    ['?colour=red', 'colour is not a key that means anything here'],
    ['?user=', 'user must not be empty'],
  ])('says what is wrong with %s', async (query, words) => {
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await admin.call(method, `/api/sessions${query}`);
      expect([status, errorOf(body).message]).toEqual([400, expect.stringContaining(words)]);
    }
  });

  test('is nothing for anybody but the administrator, a session of the hub included', async () => {
    const [anne] = await logIn('Anne');
    const cookies = [...(anne?.cookies.of('localhost') ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const headers of [{}, { Cookie: cookies }]) {
      const client = apiClient(() => world.url(), headers);
      expect((await client.call('GET', '/api/sessions')).status).toBe(401);
      expect((await client.call('DELETE', '/api/sessions?all=true')).status).toBe(401);
    }
    expect(await isIn(anne)).toBe(true);
  });
});
