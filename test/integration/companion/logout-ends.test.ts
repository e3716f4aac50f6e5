import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { run } from '#test/fixtures/outside-tool.ts';
import { withEnd } from '../saml2int/record-companion.ts';
import { beforeAcs, postInstead, responseOf } from './forge.ts';
import { idpLogoutRequest, type Subject, sloUrl, subjectOf } from './idp-messages.ts';
import { type LogoutWorld, type LogoutWorldOptions, makeLogoutWorld, opensOf } from './logout-world.ts';

const MINUTE = 60_000;

let world: LogoutWorld;
let now = 0;
let second: Companion | null = null;
const secondLines: string[] = [];

async function start(options: LogoutWorldOptions): Promise<void> {
  now = Date.now();
  world = await makeLogoutWorld({ clock: () => now, ...options });
}

/** Another companion on the same state folder, for the same users: their requests may come to either. */
async function startSecond(): Promise<string> {
  const log = makeLog({ write: (line: string) => secondLines.push(line) });
  const config = join(world.folder, 'second.yaml');
  await writeFile(config, `url: ${world.url()}\n${await readFile(join(world.folder, 'companion.yaml'), 'utf8')}`);
  second = await startCompanion({ config, port: 0, log, clock: () => now });
  return `http://localhost:${second.port}`;
}

afterEach(async () => {
  await second?.close();
  second = null;
  await world.close();
  const lines = [...world.lines, ...secondLines.splice(0)];
  expect(lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

async function logIn(name = 'Anne', browser = world.browser): Promise<Subject> {
  const page = await beforeAcs(world, name, browser);
  await postInstead(page, responseOf(page), browser);
  expect(await world.isLoggedIn(browser)).toBe(true);
  return subjectOf(responseOf(page));
}

const cookieOf = (browser = world.browser) => `hub.session=${browser.cookies.of('localhost').get('hub.session')}`;

/** Whether a cookie opens the hub's data, asked as a page's script does. */
async function opens(cookie: string, base = world.url()): Promise<boolean> {
  const answer = await fetch(`${base}/hub/qps/user`, { headers: { cookie } });
  return 'userId' in ((await answer.json()) as object);
}

const newest = async () => (await world.receipts())[0] ?? never();

describe('by time', () => {
  test.each<readonly [string, number, LogoutWorldOptions['slo'], readonly string[]]>([
    ['idle, by SOAP where no browser is there', 31 * MINUTE, ['soap'], ['idp said-closed', 'others said-closed']],
    [
      'and where a browser is needed, the record says so',
      31 * MINUTE,
      ['redirect'],
      ['idp not-asked', 'others not-asked'],
    ],
    ['and where there is no address', 31 * MINUTE, [], ['idp not-asked', 'others not-asked']],
    [
      'first a browser is waited for, then SOAP',
      31 * MINUTE,
      ['redirect', 'soap'],
      ['idp said-closed', 'others said-closed'],
    ],
  ])('nobody asks, and the session is dead on the server: %s', async (_, later, slo, expected) => {
    await start({ slo });
    await logIn();
    const cookie = cookieOf();
    now += later;
    await vi.waitFor(async () => expect(await world.receipts()).toHaveLength(1), { timeout: 10_000 });
    now += 10_000;
    await vi.waitFor(async () => expect(opensOf(await newest())).toEqual(['companion closed', ...expected]), 10_000);
    expect(await newest()).toMatchObject({ begun: 'timeout', limit: 'idle', user: 'CORP\\anne' });
    expect(world.soap.questions).toHaveLength(slo.includes('soap') ? 1 : 0);
    expect(await opens(cookie)).toBe(false);
    now -= later;
    expect(await opens(cookie)).toBe(false);
  });

  test('the longest that a session lasts, though it is used all the time', async () => {
    await start({ slo: ['soap'], extra: '    sessionLifetime: 60' });
    await logIn();
    for (let minutes = 0; minutes < 60; minutes += 10) {
      expect(await world.isLoggedIn()).toBe(true);
      now += 10 * MINUTE;
    }
    await vi.waitFor(async () => expect((await newest()).limit).toBe('lifetime'), 10_000);
    expect(await world.isLoggedIn()).toBe(false);
  });

  test('in saml2int a session that idles out asks nobody (SDP-SP35), and qlik is its twin above', async () => {
    const extra = [
      '    mode: saml2int',
      '    sp: { metadata: { displayName: x, privacyUrl: "https://x.example/p", logo: { url: "https://x.example/l", width: 80, height: 60 }, contacts: [{ type: technical, email: a@x.example }] } }',
    ].join('\n');
    await start({ slo: ['redirect'], extra, publicUrl: 'https://sp.example', metadata: withEnd });
    const browser = world.browser;
    const page = await browser.press(await browser.open('https://sp.example/hub/'), 'Anne');
    expect(page.text).toContain('Welcome');
    now += 31 * MINUTE;
    const receipts = async () => {
      const answer = await fetch(`http://localhost:${world.companion().port}/api/logouts`, {
        headers: { Authorization: `Bearer ${world.companion().newToken}` },
      });
      return ((await answer.json()) as { logouts: { parts: { notAsked: string | null }[] }[] }).logouts;
    };
    await vi.waitFor(async () => expect((await receipts())[0]?.parts[1]?.notAsked).toBe('idle-in-saml2int'), 10_000);
  });
});

describe('by an administrator', () => {
  test('one session, a user, an attribute value, all: each has a receipt, and its IdP is asked', async () => {
    await start({ slo: ['soap'] });
    const browsers = new Map(['Anne', 'Eddie', 'Grace', 'Noel'].map((name) => [name, new HttpBrowser()]));
    for (const [name, browser] of browsers) await logIn(name, browser);
    const loggedIn = async () => {
      const all = await Promise.all(
        [...browsers].map(async ([name, one]) => ((await world.isLoggedIn(one)) ? [name] : [])),
      );
      return all.flat();
    };
    const end = async (path: string) =>
      (await world.admin.call('DELETE', path)).body as { ended: number; logouts: string[] };
    const { body } = await world.admin.call('GET', '/api/sessions?user=CORP%5Cnoel');
    const [{ id } = { id: '' }] = (body as { sessions: { id: string }[] }).sessions;
    expect(await end(`/api/sessions/${id}`)).toMatchObject({ ended: 1, logouts: [expect.any(String)] });
    expect(await loggedIn()).toEqual(['Anne', 'Eddie', 'Grace']);
    expect(await end('/api/sessions?user=CORP%5Ceddie')).toMatchObject({ ended: 1 });
    expect(await end('/api/sessions?attribute=group&value=SalesUS')).toMatchObject({ ended: 2 });
    expect(await loggedIn()).toEqual([]);
    await logIn('Anne', browsers.get('Anne'));
    const { ended, logouts } = await end('/api/sessions?all=true');
    expect([ended, logouts.length, await loggedIn()]).toEqual([1, 1, []]);
    await vi.waitFor(async () => expect(world.soap.questions).toHaveLength(5), 10_000);
    await vi.waitFor(async () => {
      expect((await world.receipts()).map(({ begun, confirmed }) => [begun, confirmed])).toEqual(
        Array.from({ length: 5 }, () => ['administrator', true]),
      );
    }, 10_000);
    expect(await world.receipt(logouts[0] ?? '')).toMatchObject({ user: 'CORP\\anne', sessions: 1 });
  });
});

describe('by the IdP', () => {
  const ask = async (subject: Subject, sessionIndexes: readonly string[], base = world.url()) => {
    const xml = idpLogoutRequest(world, subject, { sessionIndexes, issueInstant: now });
    const url = await sloUrl(world, { parameter: 'SAMLRequest', xml, relayState: 'r' });
    const answer = await fetch(url.replace(world.url(), base), { redirect: 'manual' });
    const location = answer.headers.get('location') ?? '';
    const message = readMessage(parseXml(readUrl(location)[0]?.wire?.xml ?? ''));
    expect(new URL(location).searchParams.get('RelayState')).toBe('r');
    return message.kind === 'LogoutResponse' ? message.status?.codes : [];
  };

  test('Success only for what has ended: of two sessions that it names one was never here', async () => {
    await start({ slo: ['redirect'] });
    const subject = await logIn();
    const partly = [STATUS_CODE.success, STATUS_CODE.partialLogout];
    expect(await ask(subject, [subject.sessionIndex, 'never'])).toEqual(partly);
    expect(await ask(subject, [subject.sessionIndex])).toEqual([STATUS_CODE.success]);
    expect(await ask(subject, ['never'])).toEqual([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal]);
    expect(await world.isLoggedIn()).toBe(false);
    expect(opensOf(await newest())).toEqual(['companion closed', 'idp said-closed', 'others unknown']);
  });

  test('a request that crosses our own question is noted on its receipt', async () => {
    await start({ slo: ['redirect'] });
    const subject = await logIn();
    await world.browser.open(`${world.url()}/hub/logout`, ({ url }) => url.startsWith(world.idp.url));
    expect(opensOf(await newest())[1]).toBe('idp waiting');
    expect(await ask(subject, [subject.sessionIndex])).toEqual([STATUS_CODE.success]);
    expect(opensOf(await newest())[1]).toBe('idp said-closed');
    expect(await world.receipts()).toHaveLength(1);
  });

  test('comes to another companion on the same store, and the pages of the first are told', async () => {
    await start({ slo: ['redirect'] });
    const other = await startSecond();
    const subject = await logIn();
    const events = await fetch(`${world.url()}/hub/session/events`, { headers: { cookie: cookieOf() } });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('retry:');
    expect(await ask(subject, [subject.sessionIndex], other)).toEqual([STATUS_CODE.success]);
    expect((await reader?.read())?.value).toMatch(/^event: ended\ndata: \{"next":"\/hub\/logout\/continue\?id=/);
    expect(await opens(cookieOf())).toBe(false);
  });
});

describe('nothing brings a session back', () => {
  test('not a stale cookie at either of two companions, nor requests that were in flight', async () => {
    await start({ slo: ['soap'] });
    const other = await startSecond();
    await logIn();
    const cookie = cookieOf();
    expect(await opens(cookie, other)).toBe(true);
    now += 5 * MINUTE;
    const inFlight = Array.from({ length: 20 }, (_, index) =>
      fetch(`${index % 2 ? other : world.url()}/hub/`, { headers: { cookie }, redirect: 'manual' }),
    );
    const ended = world.admin.call('DELETE', '/api/sessions?all=true');
    const later = Array.from({ length: 20 }, (_, index) =>
      fetch(`${index % 2 ? other : world.url()}/hub/`, { headers: { cookie }, redirect: 'manual' }),
    );
    await Promise.all([...inFlight, ended, ...later]);
    expect([await opens(cookie), await opens(cookie, other)]).toEqual([false, false]);
    await world.restart();
    expect(await opens(cookie)).toBe(false);
  });

  test('pages say that they are not to be kept, and what is asked by them is no use of the session', async () => {
    await start({ slo: ['soap'] });
    await logIn();
    const cookie = cookieOf();
    for (const path of ['/hub/', '/hub/logout/done?id=x', '/hub/session/state', '/hub/qps/user']) {
      const answer = await fetch(`${world.url()}${path}`, { headers: { cookie } });
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    for (let minutes = 0; minutes < 30; minutes += 5) {
      await fetch(`${world.url()}/hub/session/state`, { headers: { cookie } });
      now += 5 * MINUTE;
    }
    now += MINUTE;
    await vi.waitFor(async () => expect((await newest()).limit).toBe('idle'), 10_000);
    expect(await opens(cookie)).toBe(false);
  });

  describe('a store that is put back to before the logout', () => {
    const STORE = 'companion.sqlite';
    const MARK = `${STORE}-logouts`;

    /** Logs in, out, and has the files of before that at their places again; gives the cookie and what the receipt's number was. */
    async function putBack(files: readonly string[]): Promise<{ cookie: string; reference: string }> {
      await start({ slo: ['soap'] });
      // There was a logout before: the mark has a number.
      await logIn();
      await world.browser.open(`${world.url()}/hub/logout`);
      await logIn();
      const cookie = cookieOf();
      const folder = await mkdtemp(join(tmpdir(), 'restored-'));
      const state = join(world.folder, 'state');
      const copy = (from: string, to: string) => async () => {
        await Promise.all(['-wal', '-shm'].map((end) => rm(join(to, `${STORE}${end}`), { force: true })));
        for (const file of files) await copyFile(join(from, file), join(to, file));
      };
      await world.restart(copy(state, folder));
      expect(await opens(cookie)).toBe(true);
      await world.browser.open(`${world.url()}/hub/logout`);
      const { reference } = await newest();
      expect(await opens(cookie)).toBe(false);
      await world.restart(copy(folder, state));
      await rm(folder, { recursive: true });
      return { cookie, reference };
    }

    test('is noticed by the number of the last logout, which is kept beside it: all sessions in it end', async () => {
      const { cookie, reference } = await putBack([STORE]);
      expect(await opens(cookie)).toBe(false);
      expect(world.lines.filter((line) => line.includes('"store-older"'))).toEqual([
        expect.stringContaining('"sessions":1'),
      ]);
      // Nobody is told anything by a receipt of which this store knows nothing.
      expect((await world.admin.call('GET', `/api/logouts/${reference}`)).status).toBe(404);
      await logIn();
      await world.restart();
      expect(await world.isLoggedIn()).toBe(true);
    });

    test('with that number is the one thing that brings a session back, and the receipt never said otherwise', async () => {
      const { cookie, reference } = await putBack([STORE, MARK]);
      expect(await opens(cookie)).toBe(true);
      expect((await world.admin.call('GET', `/api/logouts/${reference}`)).status).toBe(404);
    });
  });
});

describe('the receipt to keep', () => {
  test('is signed with the key of our metadata: OpenSSL verifies it, and refuses it when it was changed', async () => {
    await start({ slo: ['soap'] });
    await logIn();
    const page = await world.browser.open(`${world.url()}/hub/logout`);
    const href = page.links.find(({ text }) => text.includes('Receipt'))?.href ?? '';
    const answer = await fetch(href);
    const { reference } = await newest();
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="logout-${reference}.json"`);
    const jws = (await answer.json()) as Record<'payload' | 'protected' | 'signature', string>;
    const receipt = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
    expect(receipt).toMatchObject({ version: 1, reference, confirmed: true, user: 'CORP\\anne' });
    expect(opensOf(receipt)).toEqual(['companion closed', 'idp said-closed', 'others said-closed']);
    const folder = await mkdtemp(join(tmpdir(), 'receipt-'));
    const metadata = await (await fetch(`${world.url()}/hub/saml/metadata`)).text();
    const pem = /<ds:X509Certificate>([^<]*)/.exec(metadata)?.[1] ?? '';
    await writeFile(
      join(folder, 'sp.pem'),
      `-----BEGIN CERTIFICATE-----\n${pem.replace(/\s/g, '').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    );
    run('openssl', ['x509', '-in', `${folder}/sp.pem`, '-pubkey', '-noout', '-out', `${folder}/public.pem`]);
    await writeFile(join(folder, 'signature'), Buffer.from(jws.signature, 'base64url'));
    const verify = (signed: string) =>
      writeFile(join(folder, 'signed'), signed).then(() =>
        run('openssl', [
          'dgst',
          '-sha256',
          '-verify',
          `${folder}/public.pem`,
          '-signature',
          `${folder}/signature`,
          `${folder}/signed`,
        ]),
      );
    await verify(`${jws.protected}.${jws.payload}`);
    const changed = Buffer.from(JSON.stringify({ ...receipt, user: 'CORP\\eddie' })).toString('base64url');
    await expect(verify(`${jws.protected}.${changed}`)).rejects.toThrow();
    expect(await readFile(join(folder, 'sp.pem'), 'utf8')).toContain('BEGIN');
    await rm(folder, { recursive: true });
  });

  test('is nobody’s who does not know its address', async () => {
    await start({ slo: ['soap'] });
    await logIn();
    const page = await world.browser.open(`${world.url()}/hub/logout`);
    const { reference } = await newest();
    for (const id of ['', 'x', reference]) {
      for (const path of ['done', 'receipt', 'continue']) {
        expect((await fetch(`${world.url()}/hub/logout/${path}?id=${id}`, { redirect: 'manual' })).status).toBe(410);
      }
    }
    expect((await fetch(`${world.url()}/api/logouts`)).status).toBe(401);
    expect((await fetch(page.url)).status).toBe(200);
  });
});

function never(): never {
  throw new Error('there is no receipt');
}
