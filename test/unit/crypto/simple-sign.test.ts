import { createSign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import { readForm } from '#shared/wire/read-message.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const XML =
  '<?xml version="1.0" encoding="ENCODING"?>\r\n<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1">Zoë</samlp:Response>\n';

let idp: Signer;
beforeAll(async () => {
  idp = await makeSigner();
});

/** As a sender makes it: signed over the octets of the XML and the plain values, then each of them encoded for the form. */
function formOf(
  xml: Buffer,
  relayState: string | null,
  tamper = (text: string) => text,
  keyInfo: string | null = null,
): string {
  const rest = `${relayState === null ? '' : `&RelayState=${relayState}`}&SigAlg=${RSA_SHA256}`;
  const octets = Buffer.concat([Buffer.from('SAMLResponse='), xml, Buffer.from(rest)]);
  const signature = createSign('sha256').update(octets).sign(idp.privateKeyPem).toString('base64');
  const fields = {
    SAMLResponse: xml.toString('base64'),
    RelayState: relayState,
    SigAlg: RSA_SHA256,
    Signature: signature,
    KeyInfo: keyInfo === null ? null : Buffer.from(keyInfo).toString('base64'),
  };
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(tamper(value))}`],
  );
  return pairs.reverse().join('&');
}

async function verdict(form: string, keys: readonly TrustedKey[] = [idp.trusted]): Promise<string> {
  const [reading] = readForm(form);
  const parts = reading?.wire?.redirectSignature;
  expect(reading?.binding).toBe('simplesign');
  if (!parts) return 'unsigned';
  const { outcome, reason } = await verifyRedirectSignature(parts, keys);
  return reason === null ? outcome : `${outcome} ${reason}`;
}

describe('SimpleSign: the signature is over the XML as it was, and the plain values (saml-binding-simplesign 2.5)', () => {
  const utf8 = Buffer.from(XML.replace('ENCODING', 'UTF-8'));
  test.each([
    ['UTF-8, line ends and all', utf8, null],
    ['with a RelayState of any characters', utf8, 'a b&c=ä+%'],
    ['with an empty RelayState', utf8, ''],
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]), 'r'],
    ['ISO-8859-1', Buffer.from(XML.replace('ENCODING', 'ISO-8859-1'), 'latin1'), 'r'],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(XML.replace('ENCODING', 'UTF-16'), 'utf16le')]),
      'r',
    ],
    ['white space around the XML', Buffer.from(` \n${XML.slice(XML.indexOf('<samlp'))} `), 'r'],
  ])('%s', async (_, xml, relayState) => {
    expect(await verdict(formOf(xml, relayState))).toBe('valid');
  });

  test('a changed RelayState, or one that was put in, is seen', async () => {
    expect(await verdict(formOf(utf8, 'good', (value) => (value === 'good' ? 'evil' : value)))).toBe(
      'invalid signature-mismatch',
    );
    expect(await verdict(`${formOf(utf8, null)}&RelayState=evil`)).toBe('invalid signature-mismatch');
  });

  test('a changed message is seen, twice the same parameter makes no signature at all', async () => {
    const evil = utf8.toString().replace('Zoë', 'Eve');
    const tampered = formOf(utf8, 'r', (value) =>
      value === utf8.toString('base64') ? Buffer.from(evil).toString('base64') : value,
    );
    expect(await verdict(tampered)).toBe('invalid signature-mismatch');
    expect(await verdict(`${formOf(utf8, 'r')}&RelayState=r`)).toBe('unsigned');
  });
});

describe('SimpleSign with a KeyInfo, which tells whose signature it is and vouches for none', () => {
  const utf8 = Buffer.from(XML.replace('ENCODING', 'UTF-8'));
  const infoOf = ({ certificate }: Signer) =>
    `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${Buffer.from(certificate.der).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const same = (text: string) => text;
  const evil = (value: string) => (value === 'r' ? 'evil' : value);
  let stranger: Signer;
  beforeAll(async () => {
    stranger = await makeSigner('stranger');
  });

  test('a trusted key is what counts, whatever stands there', async () => {
    expect(await verdict(formOf(utf8, 'r', same, infoOf(idp)))).toBe('valid');
    expect(await verdict(formOf(utf8, 'r', same, infoOf(stranger)))).toBe('valid');
  });

  test('without a trusted key it is intact, by a key that nobody vouches for; changed, it is broken', async () => {
    expect(await verdict(formOf(utf8, 'r', same, infoOf(idp)), [])).toBe('unknown embedded-key-only');
    expect(await verdict(formOf(utf8, 'r', evil, infoOf(idp)), [])).toBe('invalid signature-mismatch');
    expect(await verdict(formOf(utf8, 'r'), [])).toBe('unknown no-key');
  });

  test('with other trusted keys it tells another key from a changed message', async () => {
    expect(await verdict(formOf(utf8, 'r', same, infoOf(idp)), [stranger.trusted])).toBe('invalid wrong-key');
    expect(await verdict(formOf(utf8, 'r', evil, infoOf(idp)), [stranger.trusted])).toBe('invalid signature-mismatch');
  });

  test('one that is no KeyInfo is left aside, and said', async () => {
    expect(await verdict(formOf(utf8, 'r', same, '<a/>'), [])).toBe('unknown no-key');
    expect(await verdict(formOf(utf8, 'r', same, '<a'), [])).toBe('unknown no-key');
    const broken = `${formOf(utf8, 'r')}&KeyInfo=%C3%A4`;
    expect(await verdict(broken)).toBe('valid');
    expect(readForm(broken)[0]?.steps.map(({ code }) => code)).toContain('key-info-unreadable');
    expect(readForm(formOf(utf8, 'r', same, infoOf(idp)))[0]?.steps).toContainEqual(
      expect.objectContaining({ code: 'key-info', deviation: false }),
    );
  });
});
