import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import {
  CONNECTION_CHANGE,
  CONNECTION_DETAILS,
  CONNECTION_HISTORY,
  CONNECTIONS,
  type ConnectionDetails,
} from '#shared/api/connections.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { type ApiAnswer, type ApiClient, administrator, apiClient, consoleClient } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let token: string;
let admin: ApiClient;

beforeEach(async () => {
  world = await makeCompanionWorld();
  token = world.companion().newToken ?? '';
  admin = administrator(() => world.url(), token);
});

afterEach(async () => {
  await world.close();
});

const get = (path: string) => fetch(`${world.url()}${path}`, { redirect: 'manual' });
const changeOf = ({ body }: ApiAnswer) => v.parse(CONNECTION_CHANGE, body);
const errorOf = ({ body }: ApiAnswer) => v.parse(API_ERROR, body).error;

async function show(prefix: string): Promise<ConnectionDetails> {
  return v.parse(CONNECTION_DETAILS, (await admin.call('GET', `/api/connections/${prefix}`)).body);
}

async function audit() {
  return v.parse(AUDIT_PAGE, (await admin.call('GET', '/api/audit')).body).entries;
}

const second = { prefix: 'second', idp: { metadata: 'idp.xml' }, user: { id: 'uid', directory: '[NEW]' } };

/** The hub's document with a change. */
async function changed(change: Record<string, unknown>) {
  const { revision, document } = await show('hub');
  return { revision, document: { ...document, ...change } };
}

describe('/api/connections', () => {
  test('is for the administrator alone', async () => {
    const nobody = apiClient(() => world.url(), {});
    for (const [method, path, body] of [
      ['GET', '/api/connections'],
      ['GET', '/api/connections/hub'],
      ['GET', '/api/connections/hub/history'],
      ['POST', '/api/connections', { document: second }],
      ['PUT', '/api/connections/hub', await changed({ sessionTimeout: 5 })],
      ['DELETE', '/api/connections/hub', { revision: 'none' }],
    ] as const) {
      expect(errorOf(await nobody.call(method, path, body)).code).toBe('credential-missing');
    }
    expect((await show('hub')).source).toBe('file');
  });

  test("takes no change from another site's page, and takes it from the console's", async () => {
    const console = await consoleClient(() => world.url(), token);
    const cookie = { Cookie: await cookieOf() };
    for (const headers of [cookie, { ...cookie, Origin: 'https://evil.example', 'X-Workbench-Console': '1' }]) {
      const foreign = await apiClient(() => world.url(), headers).call('POST', '/api/connections', {
        document: second,
      });
      expect([foreign.status, errorOf(foreign).code]).toEqual([403, 'request-foreign']);
    }
    expect((await console.call('POST', '/api/connections', { document: second })).status).toBe(201);
  });

  test('lists and shows what the file says', async () => {
    const { connections } = v.parse(CONNECTIONS, (await admin.call('GET', '/api/connections')).body);
    expect(connections).toMatchObject([
      { prefix: 'hub', source: 'file', overridesFile: false, isUsable: true, problem: null, changedBy: null },
    ]);
    const hub = await show('hub');
    expect(hub.document).toMatchObject({ prefix: 'hub', idp: { metadata: 'idp.xml' } });
    expect(hub.atWork?.sp.acs).toBe(`${world.url()}/hub/saml/acs`);
    expect(hub.atWork?.idp.certificates[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(hub.atWork?.sp.certificate).toContain('BEGIN CERTIFICATE');
    expect(errorOf(await admin.call('GET', '/api/connections/nobody')).code).toBe('connection-unknown');
  });

  test('makes a connection that works at once, and keeps it over a restart', async () => {
    const made = await admin.call('POST', '/api/connections', { document: second });
    expect([made.status, changeOf(made).connection?.source]).toEqual([201, 'console']);
    const browser = new HttpBrowser();
    const page = await browser.press(await browser.open(`${world.url()}/second/`), 'Anne');
    expect(page.text).toContain('Welcome, anne');
    await world.restart();
    expect((await browser.open(`${world.url()}/second/`)).text).toContain('Welcome, anne');
    expect((await audit()).find(({ action }) => action === 'connection-created')).toMatchObject({
      subject: 'second',
      actor: { kind: 'token' },
      facts: { version: 1 },
    });
    expect(errorOf(await admin.call('POST', '/api/connections', { document: second })).code).toBe('connection-exists');
  });

  test('a change is shown before it is taken, is at work with the next request, and logs nobody out', async () => {
    expect((await world.logIn('Anne')).text).toContain('Pipeline US');
    const change = await changed({
      streams: [{ name: 'SalesUS', apps: [{ id: 'us', name: 'Renamed' }] }],
      sessionTimeout: 5,
    });
    const tried = await admin.call('PUT', '/api/connections/hub', { ...change, dryRun: true });
    expect(tried.status).toBe(200);
    expect(changeOf(tried).changes).toEqual([
      'streams "SalesUS".apps "us".name: "Pipeline US" becomes "Renamed"',
      'streams: "SalesAUS" is taken out',
      'streams: "QlikGroup" is taken out',
      'sessionTimeout: 5 is added',
    ]);
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Pipeline US');
    expect((await show('hub')).source).toBe('file');
    const taken = changeOf(await admin.call('PUT', '/api/connections/hub', change));
    expect(taken.changes).toEqual(changeOf(tried).changes);
    expect(taken.connection).toMatchObject({ source: 'console', overridesFile: true, revision: '1' });
    const page = await world.browser.open(`${world.url()}/hub/`);
    expect(page.text).toContain('Renamed');
    expect(page.text).not.toContain('Pipeline US');
  });

  test.each([
    ['an unknown key', { colour: 'red' }, 'colour is not a key that means anything here.'],
    ['a wrong time', { sessionTimeout: 0 }, 'sessionTimeout must be at least 1 minute.'],
    ['a wrong row', { attributes: [{ from: 'a' }] }, 'attributes[0].to is wrong: it is missing.'],
    ['a rule of another form', { rules: [{ name: 'x' }] }, /^rules\[0\]\S* is wrong: /],
    [
      'metadata that is none',
      { idp: { metadata: '<html>' } },
      /^idp\.metadata names the text given here, which cannot/,
    ],
    ['another prefix', { prefix: 'other' }, 'prefix cannot be changed: make a new connection.'],
    ['a file that the configuration does not name', { idp: { metadata: '/dev/zero' } }, /names the file \/dev\/zero/],
    ['a key that is not kept', { sp: { key: '(private key 0123456789abcdef)' } }, /^sp\.key stands for a private key/],
  ])('a document with %s is refused with its one reason, and changes nothing', async (_, change, words) => {
    const refused = await admin.call('PUT', '/api/connections/hub', await changed(change));
    expect(refused.status).toBe(400);
    expect(errorOf(refused).message).toMatch(words instanceof RegExp ? words : new RegExp(`^${literally(words)}$`));
    expect((await show('hub')).source).toBe('file');
    expect((await audit()).filter(({ action }) => action.startsWith('connection-'))).toEqual([]);
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  });

  test('a private key is taken, used, and given to nobody', async () => {
    const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: 'own', days: 9, now: Date.now() });
    const sp = { key: privateKeyPem, certificate: certificatePem };
    await admin.call('PUT', '/api/connections/hub', await changed({ sp }));
    const hub = await show('hub');
    expect(hub.atWork?.sp.certificate?.trim()).toBe(certificatePem.trim());
    expect(JSON.stringify(hub.document)).toMatch(/"key":"\(private key [0-9a-f]{16}\)"/);
    // What was shown can be sent back, and the key is still there.
    const again = await admin.call('PUT', '/api/connections/hub', await changed({ sessionTimeout: 7 }));
    expect(changeOf(again).changes).toEqual(['sessionTimeout: 7 is added']);
    const login = await get('/hub/saml/login');
    expect(login.headers.get('location')).toContain('Signature=');
    const said: string[] = [];
    for (const path of ['', '/hub', '/hub/history', '/hub/history/1', '/hub/history/2']) {
      said.push(JSON.stringify((await admin.call('GET', `/api/connections${path}`)).body));
    }
    const middle = privateKeyPem.split('\n')[3] ?? '';
    expect(middle.length).toBeGreaterThan(40);
    for (const text of [...said, JSON.stringify(await audit()), world.lines.join('\n')]) {
      expect(text).not.toContain(middle);
      expect(text).not.toContain('BEGIN PRIVATE');
    }
  });

  test('two administrators never overwrite each other: the second is told what the first changed', async () => {
    const [one, other] = await Promise.all([consoleClient(() => world.url(), token), admin]);
    const [first, later] = [await changed({ sessionTimeout: 5 }), await changed({ sessionTimeout: 9 })];
    const results = await Promise.all([
      one.call('PUT', '/api/connections/hub', first),
      other.call('PUT', '/api/connections/hub', later),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = results[0]?.status === 200 ? results : results.toReversed();
    const kept = (await show('hub')).document['sessionTimeout'];
    expect(won && changeOf(won).connection?.document['sessionTimeout']).toBe(kept);
    const { code, message, facts } = errorOf(lost ?? { status: 0, headers: new Headers(), body: null });
    expect([code, facts['revision']]).toEqual(['connection-stale', '1']);
    expect(message).toContain(`sessionTimeout: ${kept} is added`);
    // A hundred at once: one of them.
    const many = await Promise.all(
      Array.from({ length: 100 }, async (_, index) =>
        admin.call('PUT', '/api/connections/hub', await changed({ sessionTimeout: 20 + index })),
      ),
    );
    expect(many.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    const { versions } = v.parse(CONNECTION_HISTORY, (await admin.call('GET', '/api/connections/hub/history')).body);
    expect(versions).toHaveLength(1 + many.filter(({ status }) => status === 200).length);
  });

  test('a change from an entry of the file that is another one now is refused, too', async () => {
    const change = await changed({ sessionTimeout: 5 });
    const file = join(world.folder, 'companion.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace("'[CORP]'", "'[OTHER]'"));
    await expect
      .poll(() => world.lines.some((line) => line.includes('config-reloaded')), { timeout: 20_000 })
      .toBe(true);
    const refused = await admin.call('PUT', '/api/connections/hub', change);
    expect([refused.status, errorOf(refused).code]).toEqual([409, 'connection-stale']);
    expect(errorOf(refused).facts['by']).toBe('the configuration file');
  });

  test('history says who changed what; undo makes a new version; taking back gives it to the file', async () => {
    const console = await consoleClient(() => world.url(), token);
    await admin.call('PUT', '/api/connections/hub', { ...(await changed({ sessionTimeout: 5 })), summary: 'shorter' });
    await console.call('PUT', '/api/connections/hub', await changed({ sessionTimeout: 9 }));
    const undo = { version: 1, revision: (await show('hub')).revision };
    const tried = await admin.call('POST', '/api/connections/hub/restore', { ...undo, dryRun: true });
    expect(changeOf(tried).changes).toEqual(['sessionTimeout: 9 becomes 5']);
    expect((await show('hub')).document['sessionTimeout']).toBe(9);
    expect((await admin.call('POST', '/api/connections/hub/restore', undo)).status).toBe(200);
    expect((await show('hub')).document['sessionTimeout']).toBe(5);
    const { revision } = await show('hub');
    const gone = await admin.call('DELETE', '/api/connections/hub', { revision });
    expect(changeOf(gone).connection).toMatchObject({ source: 'file' });
    const { versions } = v.parse(CONNECTION_HISTORY, (await admin.call('GET', '/api/connections/hub/history')).body);
    expect(versions).toMatchObject([
      { version: 4, isTakenBack: true, summary: 'taken back' },
      { version: 3, changes: ['sessionTimeout: 9 becomes 5'] },
      { version: 2, changes: ['sessionTimeout: 5 becomes 9'] },
      { version: 1, author: "the administrator's token", summary: 'shorter' },
    ]);
    const kinds = (await audit())
      .filter(({ action }) => action === 'connection-changed')
      .map(({ actor }) => actor.kind);
    expect(kinds).toEqual(['console', 'token']);
    const actions = (await audit()).map(({ action }) => action).filter((action) => action.startsWith('connection-'));
    expect(actions).toEqual(['connection-removed', 'connection-restored', 'connection-changed', 'connection-changed']);
    // The file's entry is nobody's to remove here.
    const { revision: now } = await show('hub');
    expect(errorOf(await admin.call('DELETE', '/api/connections/hub', { revision: now })).code).toBe(
      'connection-in-file',
    );
    const back = await admin.call('POST', '/api/connections/hub/restore', { version: 2, revision: now });
    expect(changeOf(back).connection?.document['sessionTimeout']).toBe(9);
    const unknown = await admin.call('POST', '/api/connections/hub/restore', { version: 77, revision: '5' });
    expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'connection-version-unknown']);
  });

  test('a connection that is taken out ends its sessions, and can be brought back without them', async () => {
    await admin.call('POST', '/api/connections', { document: second });
    const browser = new HttpBrowser();
    await browser.press(await browser.open(`${world.url()}/second/`), 'Anne');
    const { revision } = await show('second');
    const gone = changeOf(await admin.call('DELETE', '/api/connections/second', { revision }));
    expect(gone.connection).toBeNull();
    expect(gone.changes.at(-1)).toBe('The connection is gone, and its sessions end.');
    expect((await get('/second/')).status).toBe(404);
    await admin.call('POST', '/api/connections/second/restore', { version: 1, revision: 'none' });
    const user = await browser.open(`${world.url()}/second/qps/user`);
    expect(JSON.parse(user.text)).toMatchObject({ session: 'inactive' });
  });

  test('one whose files have become unreadable says so, keeps nobody from starting, and comes back with them', async () => {
    await admin.call('PUT', '/api/connections/hub', await changed({ sessionTimeout: 5 }));
    const metadata = join(world.folder, 'idp.xml');
    const xml = await readFile(metadata, 'utf8');
    await writeFile(metadata, 'no metadata');
    await world.restart();
    expect((await get('/hub/')).status).toBe(503);
    const hub = await show('hub');
    expect(hub).toMatchObject({ isUsable: false, idp: null, atWork: null });
    expect(hub.problem).toContain('idp.metadata names idp.xml, which cannot be used');
    await writeFile(metadata, xml);
    await world.restart();
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  });
});

function literally(words: string): string {
  return words.replace(/[.[\]]/g, '\\$&');
}

async function cookieOf(): Promise<string> {
  const ours = { Origin: world.url(), 'X-Workbench-Console': '1' };
  const { headers } = await apiClient(() => world.url(), ours).call('POST', '/console/login', { token });
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}
