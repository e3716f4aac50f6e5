import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { CONNECTION_KEYS, type ConnectionKeys } from '#shared/api/keys.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { type ApiClient, administrator, apiClient } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, postInstead, responseOf } from './forge.ts';

/** An IdP that encrypts, and knows of the SP what its metadata said when it was last fetched. */
let world: CompanionWorld;
let admin: ApiClient;
let fetched: string | null = null;

beforeEach(async () => {
  fetched = null;
  world = await makeCompanionWorld({ encrypts: true, spMetadata: (xml) => fetched ?? xml });
  admin = administrator(() => world.url(), world.companion().newToken ?? '');
  fetchAnew();
});
afterEach(() => world.close());

function fetchAnew(): void {
  fetched = world.companion().metadata[0] ?? null;
}

async function keys(): Promise<ConnectionKeys> {
  return v.parse(CONNECTION_KEYS, (await admin.call('GET', '/api/connections/hub/keys')).body);
}

async function take(action: string): Promise<ConnectionKeys> {
  const [signing] = (await keys()).keys;
  const answer = await admin.call('POST', '/api/connections/hub/keys', { action, signing: signing?.sha256 });
  expect(answer.status).toBe(200);
  return v.parse(CONNECTION_KEYS, answer.body);
}

/** SHA-256 of the certificate that an assertion was encrypted for. */
async function encryptedFor(xml: string): Promise<string> {
  const [, inside = ''] = /<xenc:EncryptedKey([\s\S]*?)<\/xenc:EncryptedKey>/.exec(xml) ?? [];
  return (await readCertificate(/<ds:X509Certificate>([^<]+)/.exec(inside)?.[1] ?? '')).sha256;
}

/** A login in a browser of its own, up to where it rests; and the key that it was encrypted for. */
async function logIn(): Promise<{ welcome: boolean; key: string }> {
  const browser = new HttpBrowser();
  const page = await beforeAcs(world, 'Grace', browser);
  const sent = responseOf(page);
  const hub = await postInstead(page, sent, browser);
  return { welcome: hub.text.includes('Welcome'), key: await encryptedFor(sent) };
}

test('a key is rolled over while users log in: nobody is refused, and nobody is logged out', async () => {
  expect((await world.logIn('Anne')).text).toContain('Welcome');
  const [old] = (await keys()).keys;
  expect(await logIn()).toEqual({ welcome: true, key: old?.sha256 });

  const published = await take('publish');
  const next = published.keys[1];
  expect(published).toMatchObject({ step: 'published', keys: [{ role: 'signing' }, { role: 'next' }] });
  expect(await logIn()).toEqual({ welcome: true, key: old?.sha256 });
  fetchAnew();
  expect(await logIn()).toEqual({ welcome: true, key: old?.sha256 });

  const late = new HttpBrowser();
  const onItsWay = await beforeAcs(world, 'Eddie', late);
  const switched = await take('switch');
  expect(switched).toMatchObject({ step: 'switched', keys: [{ sha256: next?.sha256 }, { role: 'old' }] });
  expect((await postInstead(onItsWay, responseOf(onItsWay), late)).text).toContain('Welcome');
  // Signed with the next key already; the IdP knows it since it was published, and still encrypts for the old one.
  expect(await logIn()).toEqual({ welcome: true, key: old?.sha256 });
  fetchAnew();
  expect(await logIn()).toEqual({ welcome: true, key: next?.sha256 });

  expect(await take('retire')).toMatchObject({ step: 'steady', keys: [{ sha256: next?.sha256 }] });
  fetchAnew();
  expect(await logIn()).toEqual({ welcome: true, key: next?.sha256 });
  expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome');
  const done = await world.browser.click(await world.browser.open(`${world.url()}/hub/`), 'Log out');
  expect(done.text).toContain('logged out');
});

test('its twins: the old key opens nothing once it is retired, and the next one is not used before its time', async () => {
  const late = new HttpBrowser();
  await take('publish');
  fetchAnew();
  const onItsWay = await beforeAcs(world, 'Eddie', late);
  await take('switch');
  await take('retire');
  const refused = await postInstead(onItsWay, responseOf(onItsWay), late);
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('encrypted')]);
  const stale = world.companion().metadata[0];
  await take('publish');
  await take('switch');
  // An IdP that was never given the next key refuses what it signs.
  fetched = stale ?? null;
  expect((await new HttpBrowser().open(`${world.url()}/hub/saml/login`)).status).toBe(403);
});

describe('the steps', () => {
  test('survive a restart, and the audit says who took them', async () => {
    await take('publish');
    const before = await keys();
    await world.restart();
    expect(await keys()).toEqual(before);
    await take('withdraw');
    const { entries } = v.parse(AUDIT_PAGE, (await admin.call('GET', '/api/audit')).body);
    expect(entries.slice(0, 2).map(({ action, facts }) => [action, facts['key']])).toEqual([
      ['sp-key-removed', before.keys[1]?.sha256],
      ['sp-key-made', before.keys[1]?.sha256],
    ]);
  });

  test('are refused out of turn, to who looked at other keys, and to anybody else', async () => {
    const [signing] = (await keys()).keys;
    const call = (client: ApiClient, action: string, sha256 = signing?.sha256) =>
      client.call('POST', '/api/connections/hub/keys', { action, signing: sha256 });
    const errorOf = ({ status, body }: { status: number; body: unknown }) => [
      status,
      v.parse(API_ERROR, body).error.code,
    ];
    expect(errorOf(await call(admin, 'switch'))).toEqual([409, 'key-step-wrong']);
    expect(errorOf(await call(admin, 'publish', '0'.repeat(64)))).toEqual([409, 'key-step-stale']);
    expect(errorOf(await call(admin, 'forget'))).toEqual([400, 'api-input-invalid']);
    expect(
      errorOf(
        await call(
          apiClient(() => world.url(), {}),
          'publish',
        ),
      ),
    ).toEqual([401, 'credential-missing']);
    expect((await keys()).step).toBe('steady');
  });

  test('a certificate is a PEM file to download, and a key never leaves', async () => {
    await take('publish');
    const { keys: both } = await keys();
    for (const { sha256, certificate } of both) {
      const answer = await fetch(`${world.url()}/api/connections/hub/keys/${sha256}.pem`, {
        headers: { Authorization: `Bearer ${world.companion().newToken}` },
      });
      expect(answer.headers.get('content-type')).toBe('application/x-pem-file');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="hub-[0-9a-f]{16}\.pem"$/);
      expect(await answer.text()).toBe(certificate);
    }
    expect(JSON.stringify(both)).not.toContain('PRIVATE');
    const unknown = await admin.call('GET', `/api/connections/hub/keys/${'0'.repeat(64)}.pem`);
    expect([unknown.status, v.parse(API_ERROR, unknown.body).error.code]).toEqual([404, 'key-unknown']);
  });
});

test('keys that the configuration names are a list: the first signs, by EC if it is one, the first of RSA is encrypted for', async () => {
  const place = makeWorkplace();
  const [ec, rsa] = [
    makeOpensslPair(place, 'ec', KEY_KINDS['P-256']),
    makeOpensslPair(place, 'rsa', KEY_KINDS['RSA 2048']),
  ];
  await world.close();
  fetched = null;
  world = await makeCompanionWorld({
    encrypts: true,
    extra: `    sp:
      key: ['${ec.keyFile}', '${rsa.keyFile}']
      certificate: ['${ec.certificateFile}', '${rsa.certificateFile}']
      signature: ecdsa-sha256`,
  });
  admin = administrator(() => world.url(), world.companion().newToken ?? '');
  const [first, second] = (await keys()).keys;
  expect(await keys()).toMatchObject({
    source: 'configuration',
    actions: [],
    keys: [
      { role: 'signing', type: 'EC' },
      { role: 'other', type: 'RSA' },
    ],
  });
  expect(await logIn()).toEqual({ welcome: true, key: second?.sha256 });
  const refused = await admin.call('POST', '/api/connections/hub/keys', { action: 'publish', signing: first?.sha256 });
  expect([refused.status, v.parse(API_ERROR, refused.body).error.code]).toEqual([409, 'key-configured']);
  place.remove();
});
