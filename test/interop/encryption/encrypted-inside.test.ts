import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { LOGOUT_BY_IDP, RESPONSE } from '#test/unit/checks/messages.ts';

const NAME_ID = /<saml:NameID [\s\S]*<\/saml:NameID>/;
const ATTRIBUTE = /<saml:Attribute [\s\S]*<\/saml:Attribute>/;
const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;

const receiver = makeReceiver();
let keys: Keys;
let connection: Connection;
beforeAll(async () => {
  keys = await testKeys();
  const base = connectionOf(keys.idp);
  const attributes = [{ from: 'group', to: 'group', required: true, values: new Map<string, string>() }];
  connection = { ...base, attributes, sp: { ...base.sp, key: receiver.privateKeyPem } };
});
afterAll(() => receiver.dispose());

type Binding = 'post' | 'redirect' | 'soap';

function decide(text: string, binding: Binding = 'post') {
  const raw = binding === 'post' ? Buffer.from(text, 'utf8').toString('base64') : text;
  return decideMessage({ raw, binding, connection, now: NOW, requestId: '_request' });
}

const withEncryptedId = (xml: string): string => encryptPart(xml, NAME_ID, 'EncryptedID', receiver);

/** One bit of the first ciphertext of a content. */
function withOneBitChanged(xml: string): string {
  const values = [...xml.matchAll(/<xenc:CipherValue>([^<]+)/g)];
  const last = values.at(-1);
  if (last === undefined) throw new Error('nothing encrypted');
  const [, value = ''] = last;
  const bytes = Buffer.from(value, 'base64');
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  return xml.replace(value, bytes.toString('base64'));
}

/** Accepted as anne, verified by node-saml over the closed form; with one bit changed refused. */
async function expectAnne(xml: string): Promise<void> {
  const { verdict, reasons, session, findings } = await decide(xml);
  expect(reasons).toEqual([]);
  expect([verdict, session?.userId, session?.attributes['group']]).toEqual(['accept', 'anne', ['Sales']]);
  expect(findings.find(({ code }) => code === 'second-opinion')).toMatchObject({ outcome: 'pass' });
  expect((await decide(withOneBitChanged(xml))).verdict).toBe('reject');
}

describe('a part that was encrypted before the signature, as SimpleSAMLphp and lasso send it (saml-core 6.2)', () => {
  it.each(['_assertion', '_response'])('an EncryptedID, with %s signed', async (id) => {
    await expectAnne(await keys.idp.sign(withEncryptedId(RESPONSE), id));
  });

  it('an EncryptedID in an assertion that was signed and then encrypted itself', async () => {
    const signed = await keys.idp.sign(withEncryptedId(RESPONSE), '_assertion');
    await expectAnne(encryptPart(signed, ASSERTION, 'EncryptedAssertion', receiver));
  });

  it('an EncryptedID in an assertion that was encrypted, in a signed response', async () => {
    const sealed = encryptPart(withEncryptedId(RESPONSE), ASSERTION, 'EncryptedAssertion', receiver);
    await expectAnne(await keys.idp.sign(sealed, '_response'));
  });

  it('an EncryptedAttribute', async () => {
    const sealed = encryptPart(RESPONSE, ATTRIBUTE, 'EncryptedAttribute', receiver);
    await expectAnne(await keys.idp.sign(sealed, '_assertion'));
  });

  it('both', async () => {
    const sealed = encryptPart(withEncryptedId(RESPONSE), ATTRIBUTE, 'EncryptedAttribute', receiver);
    await expectAnne(await keys.idp.sign(sealed, '_assertion'));
  });

  it('for another receiver: the user is nobody, and refused', async () => {
    const stranger = makeReceiver();
    const xml = await keys.idp.sign(encryptPart(RESPONSE, NAME_ID, 'EncryptedID', stranger), '_assertion');
    stranger.dispose();
    expect((await decide(xml)).verdict).toBe('reject');
  });
});

describe('an EncryptedID in a LogoutRequest (saml-core 3.7.1)', () => {
  async function expectLogout(text: string, binding: Binding): Promise<void> {
    const { verdict, reasons, message } = await decide(text, binding);
    expect([verdict, reasons]).toEqual(['accept', []]);
    expect(message).toMatchObject({ kind: 'LogoutRequest', nameId: { value: 'anne' }, sessionIndexes: ['_session'] });
  }

  it('by POST', async () => {
    const xml = await keys.idp.sign(withEncryptedId(LOGOUT_BY_IDP), '_logout');
    await expectLogout(xml, 'post');
    expect((await decide(withOneBitChanged(xml))).verdict).toBe('reject');
  });

  it('by SOAP', async () => {
    const xml = await keys.idp.sign(withEncryptedId(LOGOUT_BY_IDP), '_logout');
    const open = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>';
    const envelope = `${open}${xml}</s:Body></s:Envelope>`;
    await expectLogout(envelope, 'soap');
    expect((await decide(withOneBitChanged(envelope), 'soap')).verdict).toBe('reject');
  });

  it('by redirect', async () => {
    const privateKey = await importPrivateKey(keys.idp.privateKeyPem);
    const sign = (octets: Uint8Array<ArrayBuffer>) => signOctets(octets, privateKey, URI.rsaSha256);
    const xml = withEncryptedId(LOGOUT_BY_IDP);
    const signer = { algorithm: URI.rsaSha256, sign };
    const query = await writeRedirectQuery({ parameter: 'SAMLRequest', xml, relayState: 'x1', signer });
    await expectLogout(query, 'redirect');
    expect((await decide(query.replace('RelayState=x1', 'RelayState=x0'), 'redirect')).verdict).toBe('reject');
  });
});
