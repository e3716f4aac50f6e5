import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encryptByOpenssl,
  encryptByXmlsec,
  type OaepChoice,
  type Receiver,
  receiverOf,
} from '#test/fixtures/encrypter.ts';
import { signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { idOf } from '#test/integration/companion/forge.ts';
import { type AlgorithmWorld, type KeyKind, makeAlgorithmWorld, SIGNATURES } from './algorithm-world.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';
const OAEP = `${ENC}rsa-oaep-mgf1p`;
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

type Encrypt = (assertion: string) => string;
type Sign = (xml: string, name: string) => string;

let world: AlgorithmWorld;
let allowing: AlgorithmWorld;
let receiver: Receiver;
let allowingReceiver: Receiver;

beforeAll(async () => {
  world = await makeAlgorithmWorld();
  allowing = await makeAlgorithmWorld('{ rsa15: true }');
  receiver = await receiverIn(world);
  allowingReceiver = await receiverIn(allowing);
});
afterAll(async () => {
  receiver.dispose();
  allowingReceiver.dispose();
  await Promise.all([world.close(), allowing.close()]);
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** The companion's own key, which its metadata asks IdPs to encrypt for. */
async function receiverIn({ folder }: AlgorithmWorld): Promise<Receiver> {
  const pem = await readFile(join(folder, 'state', 'hub.pem'), 'utf8');
  return receiverOf(pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE')));
}

const ASSERTION = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;

/** The response with its assertion in an EncryptedAssertion, which has to stand for itself once it is opened. */
function seal(response: string, encrypt: Encrypt): string {
  const assertion = ASSERTION.exec(response)?.[0] ?? '';
  const declared = assertion.slice(0, assertion.indexOf('>')).includes('xmlns:saml=');
  const alone = declared
    ? assertion
    : assertion.replace('<saml:Assertion', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"');
  return response.replace(ASSERTION, () => `<saml:EncryptedAssertion>${encrypt(alone)}</saml:EncryptedAssertion>`);
}

/** Signed and then encrypted, or encrypted and then signed. */
const ORDERS: readonly (readonly [string, (xml: string, encrypt: Encrypt, sign: Sign) => string])[] = [
  ['signed inside the encryption', (xml, encrypt, sign) => seal(sign(xml, 'saml:Assertion'), encrypt)],
  ['signed outside the encryption', (xml, encrypt, sign) => sign(seal(xml, encrypt), 'samlp:Response')],
];

const signer =
  ({ place, pair }: AlgorithmWorld, kind: KeyKind = 'RSA 2048', signature = RSA_SHA256): Sign =>
  (xml, name) =>
    signWithXmlsec1(place, pair(kind), xml, { id: idOf(xml, name), signature, digest: `${ENC}sha256` });

/** One bit of the last ciphertext, which is that of the content. */
function withOneBitChanged(xml: string): string {
  const end = xml.lastIndexOf('</xenc:CipherValue>');
  const start = xml.lastIndexOf('>', end) + 1;
  const bytes = Buffer.from(xml.slice(start, end), 'base64');
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  return xml.slice(0, start) + bytes.toString('base64') + xml.slice(end);
}

/** The message with one bit changed is refused, the message gets its user in. */
async function expectOnlySound(at: AlgorithmWorld, make: (xml: string) => string): Promise<void> {
  const login = await at.begin();
  const sound = make(login.xml);
  expect((await login.post(withOneBitChanged(sound))).status).toBe(403);
  expect(await login.isLoggedIn()).toBe(false);
  expect((await login.post(sound)).text).toContain('Welcome, anne');
}

describe.each(ORDERS)(
  'an encrypted login gets in, one with a bit changed does not: %s (attacks#accepted)',
  (_, put) => {
    it.each([
      [`${ENC}aes128-cbc`, 'aes-128'],
      [`${ENC}aes192-cbc`, 'aes-192'],
      [`${ENC}aes256-cbc`, 'aes-256'],
      [`${ENC11}aes128-gcm`, 'aes-128'],
      [`${ENC11}aes192-gcm`, 'aes-192'],
      [`${ENC11}aes256-gcm`, 'aes-256'],
    ])('xmlsec1 encrypts by %s and rsa-oaep-mgf1p', async (content, session) => {
      const encrypt: Encrypt = (text) => encryptByXmlsec(text, receiver, content, OAEP, session);
      await expectOnlySound(world, (xml) => put(xml, encrypt, signer(world)));
    });

    it.each<[OaepChoice['digest'], OaepChoice['mask']]>([
      ['sha1', 'sha1'],
      ['sha1', 'sha256'],
      ['sha1', 'sha384'],
      ['sha1', 'sha512'],
      ['sha256', 'sha1'],
      ['sha256', 'sha256'],
      ['sha384', 'sha384'],
      ['sha512', 'sha512'],
    ])('openssl encrypts the key as xmlenc11 rsa-oaep has it, digest %s, mask %s', async (digest, mask) => {
      const encrypt: Encrypt = (text) => encryptByOpenssl(text, receiver, 256, { digest, mask });
      await expectOnlySound(world, (xml) => put(xml, encrypt, signer(world)));
    });

    it('RSA 1.5 gets in where it is allowed by name, and only there', async () => {
      const by =
        (to: Receiver): Encrypt =>
        (text) =>
          encryptByXmlsec(text, to, `${ENC}aes256-cbc`, `${ENC}rsa-1_5`, 'aes-256');
      await expectOnlySound(allowing, (xml) => put(xml, by(allowingReceiver), signer(allowing)));
      const login = await world.begin();
      expect((await login.post(put(login.xml, by(receiver), signer(world)))).status).toBe(403);
    });

    it.each(SIGNATURES)('with a key %s, signed by %s', async (kind, signature) => {
      const encrypt: Encrypt = (text) => encryptByXmlsec(text, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256');
      await expectOnlySound(world, (xml) => put(xml, encrypt, signer(world, kind, signature)));
    });
  },
);
