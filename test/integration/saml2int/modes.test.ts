import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { makeLog } from '#server/log/log.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import {
  type CompanionWorld,
  makeCompanionWorld,
  type WorldOptions,
  yamlFor,
} from '#test/integration/companion/companion-world.ts';
import { beforeAcs, forged, postInstead } from '#test/integration/companion/forge.ts';
import { carriedBy, messageIn } from './evidence.ts';
import { makeSaml2IntWorld, SAML2INT } from './record-companion.ts';

/** Where `qlik`, the default, and `saml2int` contradict each other (docs/saml2int.md). */
const MODES = {
  qlik: (options: WorldOptions = {}) => makeCompanionWorld(options),
  saml2int: (options: WorldOptions = {}) => makeSaml2IntWorld(options),
};

let world: CompanionWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** Kinds and bindings of what the SP sent to the IdP. */
function sentBy({ browser, idp }: CompanionWorld): readonly string[] {
  return browser.visits
    .filter(({ url }) => url.startsWith(idp.url))
    .flatMap((visit) => carriedBy(visit) ?? [])
    .map((carried) => `${messageIn(carried).kind} ${carried.binding}`);
}

const postOnly = (service: string) => (xml: string) =>
  xml.replace(new RegExp(`<md:${service} Binding="[^"]*HTTP-Redirect"[^>]*/>`), '');

describe('bindings out', () => {
  test.each([
    ['qlik', 'LogoutRequest post'],
    ['saml2int', null],
  ] as const)('%s, where the IdP takes logouts by POST alone: %s', async (mode, logout) => {
    world = await MODES[mode]({ metadata: postOnly('SingleLogoutService') });
    const hub = await world.logIn('Anne');
    const done = await world.browser.click(hub, 'Log out');
    expect(sentBy(world).filter((message) => message.startsWith('Logout'))).toEqual(logout === null ? [] : [logout]);
    if (logout === null) expect(done.text).toContain('by HTTP-Redirect, which alone this connection may use');
  });

  test.each([
    ['qlik', 200],
    ['saml2int', 503],
  ] as const)('%s, where it takes logins by POST alone: %s', async (mode, status) => {
    world = await MODES[mode]({ metadata: postOnly('SingleSignOnService') });
    expect((await world.browser.open(`${world.url()}/hub/saml/login`)).status).toBe(status);
  });
});

describe('NameID', () => {
  test('qlik: a policy that allows to create one, and lasting formats first; saml2int: no policy, transient', async () => {
    for (const [mode, policy, format] of [
      ['qlik', true, 'persistent'],
      ['saml2int', false, 'transient'],
    ] as const) {
      world = await MODES[mode]();
      await world.browser.open(`${world.url()}/hub/saml/login`);
      const [request] = world.browser.visits.flatMap((visit) => carriedBy(visit) ?? []);
      expect([mode, request?.xml.includes('<samlp:NameIDPolicy')]).toEqual([mode, policy]);
      const [metadata = ''] = world.companion().metadata;
      expect(/<md:NameIDFormat>[^<]*:([a-z]+)</.exec(metadata)?.[1]).toBe(format);
      await world.close();
    }
    world = null;
  });

  test('saml2int: who somebody is says subject-id, a login without a NameID is taken, and one without subject-id is not', async () => {
    world = await makeSaml2IntWorld({ encrypts: false });
    const page = await beforeAcs(world);
    const without = (part: RegExp) => (xml: string) => xml.replace(part, '');
    const nameless = await forged(world, page, without(/<saml:NameID[^>]*>[^<]*<\/saml:NameID>/));
    const hub = await postInstead(page, nameless, world.browser);
    expect(hub.text).toContain('CORP\\anne@test-idp.example');
    const other = new HttpBrowser();
    for (const [origin, real] of world.browser.proxies) other.proxies.set(origin, real);
    const again = await beforeAcs(world, 'Eddie', other);
    const unknown = await forged(world, again, without(/<saml:Attribute Name="[^"]*subject-id".*?<\/saml:Attribute>/));
    const refused = await postInstead(again, unknown, other);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('subject-id')]);
  });
});

test('saml2int: a session that idles out sends no LogoutRequest (SDP-SP35)', async () => {
  let now = Date.now();
  world = await makeSaml2IntWorld({ clock: () => now });
  expect((await world.logIn('Anne')).text).toContain('Welcome');
  now += 31 * 60_000;
  await world.browser.open(`${world.url()}/hub/`);
  expect(sentBy(world)).toEqual(['AuthnRequest redirect', 'AuthnRequest redirect']);
});

describe('saml2int refuses a configuration that breaks a MUST, by its clause', () => {
  let certificatePem = '';
  beforeAll(async () => {
    certificatePem = (await makeSelfSigned({ commonName: 'idp', days: 1, now: Date.now() })).certificatePem;
  });

  test.each([
    ['an address without TLS', { publicUrl: 'http://sp.example.org' }, 'sp.acs', 'SDP-SP09'],
    ['a user by NameID', { user: '{ id: NameID }' }, 'user.id', 'SDP-SP13'],
    ['requests by POST', from('request: {', 'request: { binding: post, '), 'request.binding', 'SDP-SP02'],
    [
      'a NameID format',
      from('request: {', 'request: { nameId: { format: persistent }, '),
      'request.nameId',
      'SDP-SP04',
    ],
    [
      'a minimum of classes',
      from('classes:', 'comparison: minimum, classes:'),
      'request.authnContext.comparison',
      'SDP-SP07',
    ],
    ['no privacy statement', from(/ +privacyUrl.*\n/, ''), 'sp.metadata.privacyUrl', 'SDP-MD09'],
    ['no logo', from(/ +logo.*\n/, ''), 'sp.metadata.logo', 'SDP-MD09'],
    ['no name', from(/ +displayName.*\n/, ''), 'sp.metadata.displayName', 'SDP-MD09'],
    ['no technical contact', from('technical', 'support'), 'sp.metadata.contacts', 'SDP-MD11'],
    ['no key to encrypt for', from('sp:\n', 'sp:\n      encryption: false\n'), 'sp.encryption', 'SDP-MD08'],
    ['another algorithm', from('sp:\n', 'sp:\n      signature: rsa-sha512\n'), 'sp.signature', 'SDP-ALG01'],
    ['clocks that must agree', from('mode:', 'clockSkew: 60\n    mode:'), 'clockSkew', 'SDP-G01'],
    ['clocks that may be far off', from('mode:', 'clockSkew: 600\n    mode:'), 'clockSkew', 'SDP-G01'],
  ] as const)('%s', async (_, options: WorldOptions, place, clause) => {
    const folder = await mkdtemp(join(tmpdir(), 'mode-'));
    try {
      const settings = {
        publicUrl: 'https://sp.example.org',
        user: "{ directory: '[CORP]' }",
        extra: SAML2INT,
        ...options,
      };
      const idp = () => '{ entityId: https://idp.example, sso: https://idp.example/sso, certificates: [idp.pem] }';
      await writeFile(join(folder, 'companion.yaml'), yamlFor({ ...settings, idp }));
      await writeFile(join(folder, 'idp.pem'), certificatePem);
      const log = makeLog({ write: () => undefined });
      const started = startCompanion({ config: join(folder, 'companion.yaml'), port: 0, log });
      await expect(started).rejects.toThrow(new RegExp(`${place.replaceAll('.', '\\.')} is wrong: .*${clause}`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('metadata that says no end (SDP-MD03a)', () => {
  /** Starts with it in that mode, and stops again; what is wrong, or null. */
  async function start(mode: 'qlik' | 'saml2int', end: string): Promise<string | null> {
    const folder = await mkdtemp(join(tmpdir(), 'ends-'));
    try {
      const { certificatePem } = await makeSelfSigned({ commonName: 'idp', days: 1, now: Date.now() });
      const xml = idpMetadata(end, certificatePem);
      const settings = {
        publicUrl: 'https://sp.example.org',
        user: "{ id: uid, directory: '[CORP]' }",
        extra: SAML2INT,
      };
      const yaml = yamlFor(mode === 'qlik' ? { ...settings, extra: '' } : settings);
      await writeFile(join(folder, 'companion.yaml'), yaml);
      await writeFile(join(folder, 'idp.xml'), xml);
      const log = makeLog({ write: () => undefined });
      await (await startCompanion({ config: join(folder, 'companion.yaml'), port: 0, log })).close();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  const END = `validUntil="${new Date(Date.now() + 24 * 3600_000).toISOString()}"`;

  test('is not taken in saml2int; with an end, and in qlik, it is', async () => {
    expect(await start('saml2int', '')).toContain('idp.metadata says no validUntil');
    expect(await start('saml2int', END)).toBeNull();
    expect(await start('qlik', '')).toBeNull();
  });
});

function idpMetadata(end: string, certificatePem: string): string {
  const body = readPemBlocks(certificatePem)[0]?.body ?? '';
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ${end} entityID="https://idp.example">
    <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
        <ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
    </md:IDPSSODescriptor></md:EntityDescriptor>`;
}

function from(pattern: string | RegExp, to: string): WorldOptions {
  const extra = SAML2INT.replace(pattern, to);
  if (extra === SAML2INT) throw new Error(`nothing is different: ${pattern}`);
  return { extra };
}
