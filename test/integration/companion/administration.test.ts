import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CLIENT_KEYS, MADE_CLIENT_KEY } from '#shared/api/client-keys.ts';
import { CONSOLE_SESSION } from '#shared/api/console-session.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld();
  token = world.companion().newToken ?? '';
});

afterAll(() => world.close());

type Headers = Readonly<Record<string, string>>;

const bearer = (secret: string): Headers => ({ Authorization: `Bearer ${secret}` });
const ours = (): Headers => ({ Origin: world.url(), 'X-Workbench-Console': '1' });

async function call(method: string, path: string, headers: Headers = {}, body?: unknown) {
  const answer = await fetch(`${world.url()}${path}`, {
    method,
    headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

const codeOf = (body: unknown): string => v.parse(API_ERROR, body).error.code;

/** The cookie of a console session, as a browser would send it. */
async function signIn(): Promise<string> {
  const { headers } = await call('POST', '/console/login', ours(), { token });
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe("the administrator's token", () => {
  test('is made at the first start with 256 bits, for its owner alone, and told once', async () => {
    const file = join(world.folder, 'state', 'admin.token');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(`${token}\n`);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    await world.restart();
    expect(world.companion().newToken).toBeNull();
    expect(await readFile(file, 'utf8')).toBe(`${token}\n`);
    expect(world.lines.join('\n')).not.toContain(token);
  });

  test('opens the API; without it, or with another, the API says no and how to ask', async () => {
    expect((await call('GET', '/api/audit', bearer(token))).status).toBe(200);
    expect((await call('GET', '/api/audit', { Authorization: `bearer ${token}` })).status).toBe(200);
    for (const [headers, code] of [
      [{}, 'credential-missing'],
      [{ Authorization: `Basic ${token}` }, 'credential-missing'],
      [bearer(`${token.slice(0, -1)}_`), 'credential-unknown'],
      [bearer(token.toUpperCase()), 'credential-unknown'],
    ] as const) {
      const { status, headers: answered, body } = await call('GET', '/api/audit', headers);
      expect([status, codeOf(body)]).toEqual([401, code]);
      expect(answered.get('www-authenticate')).toBe('Bearer');
      expect(answered.get('cache-control')).toBe('no-store');
    }
  });

  test('whose file is emptied or too short to be one is made anew at the next start, and the old one opens nothing', async () => {
    const old = token;
    const cookie = await signIn();
    await writeFile(join(world.folder, 'state', 'admin.token'), 'secret\n');
    await world.restart();
    token = world.companion().newToken ?? '';
    expect(token).toHaveLength(43);
    expect((await call('GET', '/api/audit', bearer(old))).status).toBe(401);
    expect((await call('GET', '/api/audit', { Cookie: cookie })).status).toBe(401);
    expect((await call('GET', '/api/audit', bearer(token))).status).toBe(200);
  });

  test('that is right is taken at once, however many wrong ones come from the same address', async () => {
    const gone = new AbortController();
    let answered = 0;
    const wrong = Array.from({ length: 20 }, async () => {
      await fetch(`${world.url()}/api/audit`, { headers: bearer('wrong'), signal: gone.signal });
      answered += 1;
    });
    const settled = Promise.allSettled(wrong);
    expect((await call('GET', '/api/audit', bearer(token))).status).toBe(200);
    expect(answered).toBeLessThan(20);
    gone.abort();
    await settled;
    // Its count of wrong ones goes with it.
    await world.restart();
  });
});

describe('a console session', () => {
  test('is had for the token: a cookie for the API alone, HttpOnly, Strict, gone with the browser', async () => {
    const { status, headers, body } = await call('POST', '/console/login', ours(), { token: ` ${token}\n` });
    expect(status).toBe(200);
    const { name, expiresAt } = v.parse(CONSOLE_SESSION, body);
    expect(name).toBe("the administrator's token");
    expect(expiresAt).toBeGreaterThan(Date.now());
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^workbench\.console=[\w-]{43}; path=\/api; samesite=strict; httponly$/);
    expect(cookie).not.toContain(token);
  });

  test('is not had for a wrong token, for none, or for what is no JSON', async () => {
    for (const [body, status, code] of [
      [{ token: 'wrong' }, 401, 'credential-unknown'],
      [{ token: '' }, 401, 'credential-missing'],
      [{ token: 1 }, 401, 'credential-missing'],
      [[], 401, 'credential-missing'],
      ['{"token"', 400, 'json-malformed'],
    ] as const) {
      const answer = await call('POST', '/console/login', ours(), body);
      expect([answer.status, codeOf(answer.body), answer.headers.get('set-cookie')]).toEqual([status, code, null]);
    }
    const form = await call('POST', '/console/login', { ...ours(), 'Content-Type': 'text/plain' }, { token });
    expect([form.status, codeOf(form.body)]).toEqual([415, 'body-not-json']);
  });

  test('reads, and ends by signing out', async () => {
    const Cookie = await signIn();
    const { status, body } = await call('GET', '/api/console-session', { Cookie });
    expect([status, v.parse(CONSOLE_SESSION, body).name]).toEqual([200, "the administrator's token"]);
    const out = await call('DELETE', '/api/console-session', { Cookie, ...ours() });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringContaining('expires=Thu, 01 Jan 1970'),
    ]);
    expect((await call('GET', '/api/console-session', { Cookie })).status).toBe(401);
  });

  test('survives a restart', async () => {
    const Cookie = await signIn();
    await world.restart();
    expect((await call('GET', '/api/audit', { Cookie })).status).toBe(200);
  });

  test("writes only from the console's own page; a token needs no page", async () => {
    const Cookie = await signIn();
    const foreign: readonly Headers[] = [
      {},
      { Origin: world.url() },
      { 'X-Workbench-Console': '1' },
      { ...ours(), Origin: 'https://evil.example' },
      { ...ours(), Origin: world.url().replace('localhost', '127.0.0.1') },
      { ...ours(), Origin: 'null' },
    ];
    for (const headers of foreign) {
      const { status, body } = await call('POST', '/api/client-keys', { Cookie, ...headers }, { name: 'no' });
      expect([status, codeOf(body)]).toEqual([403, 'request-foreign']);
      expect((await call('POST', '/console/login', headers, { token })).status).toBe(403);
    }
    expect((await call('POST', '/api/client-keys', { Cookie, ...ours() }, { name: 'yes' })).status).toBe(201);
    expect((await call('POST', '/api/client-keys', bearer(token), { name: 'yes' })).status).toBe(201);
  });

  test('is no session of a hub, and a hub’s is none of the console', async () => {
    await world.logIn('Anne');
    const cookies = [...world.browser.cookies.of('localhost')].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await call('GET', '/api/audit', { Cookie: cookies })).status).toBe(401);
  });
});

describe('keys of QPS clients', () => {
  test('are told once, kept as a hash, listed without it, and revoked', async () => {
    const { body } = await call('POST', '/api/client-keys', bearer(token), { name: ' The mashup ' });
    const made = v.parse(MADE_CLIENT_KEY, body);
    expect(made).toMatchObject({ name: 'The mashup', lastUsedAt: null, revokedAt: null });
    expect(made.key).toMatch(/^swqps_[\w-]{43}$/);
    const database = await readFile(join(world.folder, 'state', 'companion.sqlite'));
    const log = await readFile(join(world.folder, 'state', 'companion.sqlite-wal'));
    expect(database.includes(made.key) || log.includes(made.key)).toBe(false);
    const listed = async () => {
      const { keys } = v.parse(CLIENT_KEYS, (await call('GET', '/api/client-keys', bearer(token))).body);
      return keys.find(({ id }) => id === made.id);
    };
    expect(JSON.stringify(await listed())).not.toContain(made.key);
    // It opens QPS calls, and nothing of administration.
    expect((await call('GET', '/api/audit', bearer(made.key))).status).toBe(401);
    expect((await call('DELETE', `/api/client-keys/${made.id}`, bearer(token))).status).toBe(204);
    expect((await listed())?.revokedAt).toBeGreaterThan(0);
    const again = await call('DELETE', `/api/client-keys/${made.id}`, bearer(token));
    expect([again.status, codeOf(again.body)]).toEqual([404, 'client-key-unknown']);
  });

  test.each([
    [{}, 'name is missing'],
    [{ name: ' ' }, 'name must not be empty'],
    [{ name: 'x'.repeat(101) }, 'name may have 100 characters'],
    [{ name: 'a', admin: true }, 'admin is not a key that means anything here'],
    [7, 'The request must be a map, not 7'],
  ])('say what is wrong with %j', async (input, words) => {
    const { status, body } = await call('POST', '/api/client-keys', bearer(token), input);
    expect([status, v.parse(API_ERROR, body).error.message]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('the audit', () => {
  test('says who did what, the newest first, page by page, and holds no secret', async () => {
    await call('POST', '/api/client-keys', bearer(token), { name: 'first' });
    const Cookie = await signIn();
    await call('POST', '/api/client-keys', { Cookie, ...ours() }, { name: 'second' });
    const page = async (query: string) => {
      return v.parse(AUDIT_PAGE, (await call('GET', `/api/audit${query}`, bearer(token))).body);
    };
    const { entries, next } = await page('?limit=3');
    expect(entries.map(({ actor, action, subject }) => [actor.kind, action, subject])).toEqual([
      ['console', 'client-key-made', 'second'],
      ['console', 'console-signed-in', "the administrator's token"],
      ['token', 'client-key-made', 'first'],
    ]);
    const older = await page(`?limit=200&before=${next}`);
    expect(older.next).toBeNull();
    expect(older.entries[0]?.number).toBeLessThan(entries[2]?.number ?? 0);
    expect(JSON.stringify([entries, older])).not.toContain(token);
    expect(JSON.stringify([entries, older])).not.toMatch(/swqps_/);
  });

  test('is in the log, with its author', () => {
    const lines = world.lines.filter((line) => line.includes('"administration"'));
    expect(lines.some((line) => line.includes('client-key-made') && line.includes('the administrator'))).toBe(true);
    expect(lines.join('\n')).not.toContain(token);
  });

  test.each(['?before=x', '?limit=-1', '?nothing=1'])('takes no %s', async (query) => {
    const { status, body } = await call('GET', `/api/audit${query}`, bearer(token));
    expect([status, codeOf(body)]).toEqual([400, 'api-input-invalid']);
  });
});

test('an address of the API that is none is said to be none to the administrator alone', async () => {
  const unknown = await call('GET', '/api/nothing', bearer(token));
  expect([unknown.status, codeOf(unknown.body)]).toEqual([404, 'api-unknown']);
  expect((await call('GET', '/api/nothing')).status).toBe(401);
  expect((await call('POST', '/api/audit', bearer(token))).status).toBe(405);
});

test('the folder of a state without a token is as one of a first start', async () => {
  await rm(join(world.folder, 'state', 'admin.token'));
  await world.restart();
  token = world.companion().newToken ?? '';
  expect(token).toHaveLength(43);
});
