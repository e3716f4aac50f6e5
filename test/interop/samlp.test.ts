import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import type { Log } from '#server/log/log.ts';
import { printPem } from '#shared/crypto/pem.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type SamlpIdp, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';

let folder: string;
let idp: SamlpIdp;
let companion: Companion;
let browser: HttpBrowser;
/** What samlp verifies our messages with; a test may replace it. */
let trusted: string;
const defects: unknown[] = [];
const log: Log = { info: () => undefined, warn: () => undefined, error: (_, error) => void defects.push(error) };

const CONFIG = `
connections:
  - prefix: hub
    idp: { metadata: idp.xml }
    user: { id: NameID, directory: '[CORP]' }
    attributes:
      - { from: groups, to: group }
      - { from: displayName, to: name, required: true }
    accept: { unsolicited: true } # samlp reads no metadata: what begins at it comes unasked
    streams:
      - { name: SalesUS, apps: [{ id: us, name: Pipeline United States }] }
      - { name: SalesAUS, apps: [{ id: aus, name: Pipeline Australia }] }
    rules:
      - { name: by group, resourceFilter: Stream_*, actions: [read], condition: user.environment.group = resource.name }
      - { name: apps, resourceFilter: App_*, actions: [read], condition: resource.stream.HasPrivilege("read") }
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samlp-'));
  browser = new HttpBrowser();
  idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp: describeSp });
  await writeFile(join(folder, 'idp.xml'), idp.metadata);
  await writeFile(join(folder, 'companion.yaml'), CONFIG);
  companion = await startHere(0);
  trusted = /<ds:X509Certificate>([^<]+)/.exec(companion.metadata[0] ?? '')?.[1] ?? '';
});

afterEach(async () => {
  await Promise.all([companion.close(), idp.close()]);
  await rm(folder, { recursive: true });
  expect(defects).toEqual([]);
});

function startHere(port: number): Promise<Companion> {
  return startCompanion({ config: join(folder, 'companion.yaml'), port, stateFolder: join(folder, 'state'), log });
}

/** What samlp knows of the companion, as an administrator would copy it from the metadata. */
function describeSp() {
  const message = readMessage(parseXml(companion.metadata[0] ?? ''));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  const slo = entity?.sp?.singleLogout.find(({ binding }) => binding === BINDING.redirect);
  return {
    entityId: entity?.entityId ?? '',
    acs: entity?.sp?.assertionConsumer[0]?.location ?? '',
    slo: slo?.location ?? '',
    certificate: printPem('CERTIFICATE', trusted),
  };
}

/** Every SAML message that the browser carried to an address, in order. */
function carried(to: string): { wire: WireMessage; message: SamlMessage }[] {
  return browser.visits
    .filter(({ url }) => url.startsWith(to))
    .flatMap(({ url, body }) => (body === null ? readUrl(url) : readForm(body)))
    .flatMap(({ wire }) => (wire === null ? [] : [{ wire, message: readMessage(parseXml(wire.xml)) }]));
}

async function logIn(name: string) {
  return browser.click(await browser.open(`${companion.url}/hub/`), `Log in as ${name}`);
}

async function isLoggedInHere(): Promise<boolean> {
  const page = await browser.open(`${companion.url}/hub/`, ({ url }) => url.startsWith(idp.url));
  return page.status === 200;
}

describe('samlp as the identity provider', () => {
  test('takes our signed AuthnRequest, and our core verifies both signatures of its response', async () => {
    await logIn('Anne Foster');
    const [arrived] = carried(`${companion.url}/hub/saml/acs`);
    const certificate = await readCertificate(idp.certificate);
    const reports = await verifySignatures(parseXml(arrived?.wire.xml ?? ''), [
      { certificate, entityId: null, source: 'pasted' },
    ]);
    expect(reports.map(({ on, outcome, certificate: by }) => [on, outcome, by?.sha256])).toEqual([
      ['Response', 'valid', certificate.sha256],
      ['Assertion', 'valid', certificate.sha256],
    ]);
  });

  test('refuses the same AuthnRequest when it knows another certificate of ours', async () => {
    const { certificatePem } = await makeSelfSigned({ commonName: 'other', days: 1, now: Date.now() });
    trusted = certificatePem.replace(/-----[^-]*-----|\s/g, '');
    const page = await logIn('Anne Foster');
    expect(page).toMatchObject({ status: 400 });
    expect(page.text).toContain('does not match the one calculated');
  });

  test.each([
    ['Anne Foster', ['SalesUS'], ['Pipeline United States']],
    ['Eddie Reese', ['SalesAUS'], ['Pipeline Australia']],
    ['Grace Lund', ['SalesUS', 'SalesAUS', 'QlikGroup'], ['Pipeline United States', 'Pipeline Australia']],
  ])('%s logs in at the companion with every group, and sees what the rules open', async (name, groups, apps) => {
    const page = await logIn(name);
    expect(page.url).toBe(`${companion.url}/hub/`);
    for (const text of [name, ...groups, ...apps]) expect(page.text).toContain(text);
    for (const other of ['Pipeline United States', 'Pipeline Australia'])
      expect(page.text.includes(other)).toBe(apps.includes(other));
  });

  test('a login that begins there, with the empty RelayState that it sends', async () => {
    const page = await browser.click(await browser.click(await browser.open(idp.url), 'Log in at'), 'Log in as Anne');
    expect(page.text).toContain('Anne Foster');
    expect(carried(`${companion.url}/hub/saml/acs`)).toMatchObject([
      { wire: { relayState: '' }, message: { inResponseTo: null } },
    ]);
  });

  test('a logout that begins at the companion ends both sessions, and its signed answer is verified', async () => {
    await logIn('Anne Foster');
    const page = await logOutHere();
    expect(page.url.startsWith(companion.url)).toBe(true);
    expect((await browser.open(idp.url)).text).toContain('Nobody is logged in');
    expect(await isLoggedInHere()).toBe(false);
    const [answer] = carried(`${companion.url}/hub/saml/slo`);
    expect(answer?.message).toMatchObject({
      kind: 'LogoutResponse',
      status: { codes: ['urn:oasis:names:tc:SAML:2.0:status:Success'] },
    });
    const parts = answer?.wire.redirectSignature;
    const certificate = await readCertificate(idp.certificate);
    expect(
      parts && (await verifyRedirectSignature(parts, [{ certificate, entityId: null, source: 'pasted' }])),
    ).toMatchObject({ outcome: 'valid' });
  });

  test('a logout that begins there ends the companion’s session, and samlp takes our signed answer', async () => {
    await logIn('Anne Foster');
    expect(await isLoggedInHere()).toBe(true);
    const page = await browser.click(await browser.open(idp.url), 'Log out everywhere');
    expect(page).toMatchObject({ status: 200, text: 'Status 200' });
    expect((await browser.open(idp.url)).text).toContain('Nobody is logged in');
    expect(await isLoggedInHere()).toBe(false);
    expect(carried(`${idp.url}/slo`).at(-1)?.message).toMatchObject({ kind: 'LogoutResponse' });
  });

  test('by POST, begun at either side, each message signed inside and verified by the other', async () => {
    await idp.close();
    idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp: describeSp, logoutBinding: 'post' });
    await writeFile(join(folder, 'idp.xml'), idp.metadata);
    await companion.close();
    companion = await startHere(companion.port);
    const posted = (to: string) => carried(to).filter(({ wire }) => wire.binding === 'post');
    await logIn('Anne Foster');
    expect((await logOutHere()).text).toContain('says that the other applications were told');
    expect((await browser.open(idp.url)).text).toContain('Nobody is logged in');
    expect([await isLoggedInHere(), posted(`${idp.url}/slo`).at(-1)?.message.kind]).toEqual([false, 'LogoutRequest']);
    expect(posted(`${companion.url}/hub/saml/slo`).at(-1)?.message.kind).toBe('LogoutResponse');

    await logIn('Anne Foster');
    expect(await browser.click(await browser.open(idp.url), 'Log out everywhere')).toMatchObject({
      text: 'Status 200',
    });
    expect(posted(`${companion.url}/hub/saml/slo`).at(-1)?.message.kind).toBe('LogoutRequest');
    expect(posted(`${idp.url}/slo`).at(-1)?.message.kind).toBe('LogoutResponse');
    expect([await isLoggedInHere(), (await browser.open(idp.url)).text.includes('Nobody is logged in')]).toEqual([
      false,
      true,
    ]);
  });

  test('session and logout survive a restart of the companion', async () => {
    await logIn('Anne Foster');
    await companion.close();
    companion = await startHere(companion.port);
    expect(await isLoggedInHere()).toBe(true);
    await browser.click(await browser.open(idp.url), 'Log out everywhere');
    expect(await isLoggedInHere()).toBe(false);
  });
});

async function logOutHere() {
  const hub = await browser.open(`${companion.url}/hub/`);
  return hub.forms.some(({ buttons }) => buttons.some(({ text }) => text.includes('Log out')))
    ? browser.press(hub, 'Log out')
    : browser.click(hub, 'Log out');
}
