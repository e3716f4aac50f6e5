import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encryptByXmlsec, makeReceiver, type Receiver, receiverOf } from '#test/fixtures/encrypter.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, forged, idpSigner, postInstead, responseOf, signResponse, unsigned } from './forge.ts';

/** Nothing that must be understood is skipped, over HTTP: soundly signed, refused for its first reason, and the twin gets in. */

let world: CompanionWorld;
let browser: HttpBrowser;
let page: HttpPage;

beforeAll(async () => {
  world = await makeCompanionWorld({ accept: '{ unsolicited: false }' });
});

afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

beforeEach(startAnew);

/** A browser before the last step of a login. */
async function startAnew(): Promise<void> {
  browser = new HttpBrowser();
  page = await beforeAcs(world, 'Anne', browser);
}

const soundly = (change: (xml: string) => string) => forged(world, page, change);

/** The page of the refusal; nobody is logged in, and the untouched message then still gets in. */
async function expectRefused(xml: string, code: string, words: string, fields: Record<string, string> = {}) {
  const refused = await postInstead(page, xml, browser, fields);
  expect(refused.html).toContain(`<code>${code}</code>`);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain(words);
  expect(refused.text).not.toContain('nothing that the check');
  expect(world.lines.findLast((line) => line.includes('"refused"'))).toContain(`"code":"${code}"`);
  const accepted = await postInstead(page, responseOf(page), browser);
  expect(accepted.text).toContain('Welcome, anne');
  return refused;
}

async function expectAccepted(xml: string, fields: Record<string, string> = {}): Promise<void> {
  expect((await postInstead(page, xml, browser, fields)).text).toContain('Welcome, anne');
}

const condition = (xml: string) => (response: string) =>
  response.replace('</saml:Conditions>', `${xml}</saml:Conditions>`);
/** IssueInstant of the assertion, by the companion's own clock. */
const issued = (ago: number) => (response: string) =>
  response.replace(
    /(<saml:Assertion\b[^>]*\bIssueInstant=")[^"]*/,
    (_, start: string) => `${start}${new Date(Date.now() - ago).toISOString()}`,
  );
const MINUTE = 60_000;

describe('is let in', () => {
  test.each<[string, (xml: string) => string]>([
    ['the message as it came, signed anew', (xml) => xml],
    ['OneTimeUse and ProxyRestriction', condition('<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>')],
    ['an assertion of 50 minutes ago', issued(50 * MINUTE)],
  ])('%s', async (_, change) => {
    await expectAccepted(await soundly(change));
  });
});

describe('is refused', () => {
  test.each<[string, string, string, (xml: string) => string]>([
    [
      'a condition that nobody knows',
      'condition-unknown',
      'whether it holds nobody can say',
      condition('<x:Geo xmlns:x="urn:x"/>'),
    ],
    [
      'a condition of an unknown type',
      'condition-unknown',
      'whether it holds nobody can say',
      condition(
        '<saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x" xsi:type="x:Geo"/>',
      ),
    ],
    ['an assertion of two hours ago', 'issue-instant', 'The Assertion is old', issued(120 * MINUTE)],
    ['an assertion of tomorrow', 'issue-instant', 'The Assertion comes from the future', issued(-1440 * MINUTE)],
    [
      'an assertion that does not say when it was made',
      'issue-instant',
      'The Assertion does not say when it was made',
      (xml) => xml.replace(/(<saml:Assertion\b[^>]*?) IssueInstant="[^"]*"/, '$1'),
    ],
    [
      'a confirmation that names no request',
      'in-response-to-differs',
      'but its assertion does not say so',
      (xml) => xml.replace(/(<saml:SubjectConfirmationData\b[^>]*?) InResponseTo="[^"]*"/, '$1'),
    ],
    [
      'no AuthnContext',
      'schema-violated',
      'has no AuthnContext',
      (xml) => xml.replace(/<saml:AuthnContext>[\s\S]*<\/saml:AuthnContext>/, ''),
    ],
    [
      'a second subject',
      'schema-violated',
      'one reader takes the first, another the last',
      (xml) =>
        xml.replace(
          '</saml:Subject>',
          '</saml:Subject><saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject>',
        ),
    ],
    [
      'a Recipient by way of another folder',
      'recipient-mismatch',
      'right only for some readers',
      (xml) => xml.replace(/Recipient="([^"]*)\/acs"/, 'Recipient="$1/x/../acs"'),
    ],
  ])('%s', async (_, code, words, change) => {
    await expectRefused(await soundly(change), code, words);
  });

  test('UTF-16 without a byte order mark; with one it gets in', async () => {
    const xml = await soundly((each) => each);
    const bytes = (text: string) => ({ SAMLResponse: Buffer.from(text, 'utf16le').toString('base64') });
    await expectRefused(xml, 'encoding-doubtful', 'without a byte order mark', bytes(xml));
    await startAnew();
    const again = await soundly((each) => each);
    await expectAccepted(again, bytes(`\uFEFF${again}`));
  });
});

test('a SOAP body in UTF-16 without a byte order mark is refused as text; with one it is read', async () => {
  const envelope = '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body/></S:Envelope>';
  const post = async (text: string) => {
    const init = { method: 'POST', body: Buffer.from(text, 'utf16le'), headers: { 'content-type': 'text/xml' } };
    return await (await fetch(`${world.url()}/hub/saml/slo/soap`, init)).text();
  };
  expect(await post(envelope)).toContain('The bytes are not text in UTF-16LE: there is no byte order mark.');
  expect(await post(`\uFEFF${envelope}`)).toContain('its Body is empty');
});

describe('what stays closed is the one reason, with advice that is true for it', () => {
  const ASSERTION = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;
  const ENC = 'http://www.w3.org/2001/04/xmlenc#';
  const OAEP = `${ENC}rsa-oaep-mgf1p`;

  async function ownReceiver(): Promise<Receiver> {
    const pem = await readFile(join(world.folder, 'state', 'hub.pem'), 'utf8');
    return receiverOf(pem.split(/(?=-----BEGIN CERTIFICATE)/)[0] ?? '');
  }

  /** Signed inside the encryption. */
  async function sealed(receiver: Receiver, content: string, session: string, transport = OAEP): Promise<string> {
    const signed = await signResponse(unsigned(responseOf(page)), await idpSigner(world), { response: false });
    const assertion = ASSERTION.exec(signed)?.[0] ?? '';
    const data = encryptByXmlsec(withNamespaces(assertion), receiver, content, transport, session);
    return signed.replace(ASSERTION, () => `<saml:EncryptedAssertion>${data}</saml:EncryptedAssertion>`);
  }

  /** xmlsec1 reads the assertion by itself. */
  function withNamespaces(assertion: string): string {
    return /^<saml:Assertion\b[^>]*xmlns:saml=/.test(assertion)
      ? assertion
      : assertion.replace('<saml:Assertion', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"');
  }

  test('AES gets in, 3DES does not', async () => {
    const receiver = await ownReceiver();
    const closed = await sealed(receiver, `${ENC}tripledes-cbc`, 'des-192');
    const refused = await expectRefused(closed, 'encrypted-part-closed', 'is encrypted with 3DES');
    expect(refused.text).toContain('Set the IdP to AES-128-GCM or AES-256-GCM');
    await startAnew();
    await expectAccepted(await sealed(receiver, `${ENC}aes256-cbc`, 'aes-256'));
    receiver.dispose();
  });

  test('RSA 1.5 that the connection does not allow', async () => {
    const receiver = await ownReceiver();
    const closed = await sealed(receiver, `${ENC}aes256-cbc`, 'aes-256', `${ENC}rsa-1_5`);
    receiver.dispose();
    await expectRefused(closed, 'encrypted-part-closed', 'which this connection does not accept');
  });

  test('a key that does not fit', async () => {
    const stranger = makeReceiver();
    const closed = await sealed(stranger, `${ENC}aes256-cbc`, 'aes-256');
    stranger.dispose();
    await expectRefused(closed, 'encrypted-part-closed', 'Load the SP’s current metadata at the IdP');
  });
});
