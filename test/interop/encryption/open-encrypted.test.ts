import { afterAll, describe, expect, it } from 'vitest';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { openEncrypted } from '#shared/saml/encrypted/open-encrypted.ts';
import { verifyStages } from '#shared/saml/encrypted/verify-stages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { plainAssertion, plainLogoutRequest, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner } from '#test/fixtures/signer.ts';

const receiver = makeReceiver();
afterAll(() => receiver.dispose());
const keys = [readDecryptionKey(receiver.privateKeyPem)];
const signer = await makeSigner();
const trusted = [signer.trusted];

const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/s;
const NAME_ID = /<saml:NameID>.*?<\/saml:NameID>/s;
const ATTRIBUTE = /<saml:Attribute .*?<\/saml:Attribute>/s;

async function read(xml: string, withKeys = keys, rsa15 = false) {
  const opened = await openEncrypted(parseXml(xml), withKeys, { rsa15 });
  const document = opened.stages.at(-1)?.document ?? parseXml(xml);
  return {
    document,
    message: readMessage(document),
    reports: opened.reports,
    signatures: await verify(opened, trusted),
  };
}

async function verify(opened: Awaited<ReturnType<typeof openEncrypted>>, vouched: readonly TrustedKey[]) {
  return await verifyStages(opened, vouched);
}

function verdicts(signatures: Awaited<ReturnType<typeof verifyStages>>): string[] {
  return signatures.map(({ on, outcome, reason }) => [on, outcome, reason].filter(Boolean).join(' '));
}

function onlyAssertion(message: ReturnType<typeof readMessage>) {
  if (message.kind !== 'Response') throw new Error(`not a Response but ${message.kind}`);
  const [assertion] = message.assertions;
  if (assertion === undefined) throw new Error('no assertion');
  return assertion;
}

describe('an encrypted assertion', () => {
  it('that was signed before is read, and its signature holds', async () => {
    const signed = await signer.sign(plainResponse(), '_assertion');
    const { message, signatures } = await read(encryptPart(signed, ASSERTION, 'EncryptedAssertion', receiver));
    expect(verdicts(signatures)).toEqual(['Assertion valid']);
    expect(onlyAssertion(message).subject?.nameId?.value).toBe('anne');
    expect(coverOf(onlyAssertion(message).element, signatures)).toBe('signed');
  });

  it.each([
    ['around it', plainResponse()],
    [
      'by the EncryptedAssertion itself',
      plainResponse()
        .replace(/ xmlns:saml="[^"]*"/, '')
        .replace('<saml:Issuer>', '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'),
    ],
  ])('whose prefix is declared %s is opened, and said to need that', async (_, response) => {
    const encrypted = encryptPart(response, ASSERTION, 'EncryptedAssertion', receiver);
    const { message, reports } = await read(encrypted);
    expect(reports.map(({ reason, borrowed }) => ({ reason, borrowed }))).toEqual([
      { reason: null, borrowed: ['saml'] },
    ]);
    expect(onlyAssertion(message).subject?.nameId?.value).toBe('anne');
  });

  it('that declares its own prefixes needs nothing from around it', async () => {
    const whole = plainResponse().replace(
      '<saml:Assertion ',
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ',
    );
    const { reports } = await read(encryptPart(whole, ASSERTION, 'EncryptedAssertion', receiver));
    expect(reports[0]).not.toHaveProperty('borrowed');
  });

  it('whose prefix is declared nowhere stays closed', async () => {
    const lost = plainResponse().replace(ASSERTION, (found) => found.replaceAll('saml:', 'lost:'));
    const { reports } = await read(
      encryptPart(lost, /<lost:Assertion .*<\/lost:Assertion>/s, 'EncryptedAssertion', receiver),
    );
    expect(reports[0]).toMatchObject({ reason: 'damaged', xml: null });
  });

  it('in a response that was signed after is covered by that signature (saml-core 6.2)', async () => {
    const xml = await signer.sign(encryptPart(plainResponse(), ASSERTION, 'EncryptedAssertion', receiver), '_response');
    const { message, signatures } = await read(xml);
    expect(verdicts(signatures)).toEqual(['Response valid']);
    expect(coverOf(onlyAssertion(message).element, signatures)).toBe('signed');
  });

  it('with both signatures has both verdicts', async () => {
    const inner = await signer.sign(plainResponse(), '_assertion');
    const xml = await signer.sign(encryptPart(inner, ASSERTION, 'EncryptedAssertion', receiver), '_response');
    expect(verdicts((await read(xml)).signatures).sort()).toEqual(['Assertion valid', 'Response valid']);
  });

  it('whose ciphertext was changed after signing is refused with the response', async () => {
    const xml = await signer.sign(encryptPart(plainResponse(), ASSERTION, 'EncryptedAssertion', receiver), '_response');
    const forged = encryptPart(
      plainResponse(plainAssertion('_assertion', 'mallory')),
      ASSERTION,
      'EncryptedAssertion',
      receiver,
    );
    const value = /<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/s;
    const swapped = xml.replace(value, () => value.exec(forged)?.[0] ?? '');
    const { message, signatures } = await read(swapped);
    expect(onlyAssertion(message).subject?.nameId?.value).toBe('mallory');
    expect(verdicts(signatures)).toEqual(['Response invalid digest-mismatch']);
    expect(coverOf(onlyAssertion(message).element, signatures)).toBe('unsigned');
  });

  it('that brings in the ID of the response makes the reference ambiguous', async () => {
    const twice = plainResponse(plainAssertion('_response'));
    const encrypted = encryptPart(twice, ASSERTION, 'EncryptedAssertion', receiver);
    const xml = await signer.sign(encrypted, '_response');
    const closed = await read(xml, []);
    expect(verdicts(closed.signatures)).toEqual(['Response valid']);
    expect(verdicts((await read(xml)).signatures)).toEqual(['Response invalid reference-ambiguous']);
  });

  it('stays closed without the key, and the rest is still read', async () => {
    const xml = await signer.sign(encryptPart(plainResponse(), ASSERTION, 'EncryptedAssertion', receiver), '_response');
    const { message, reports, signatures } = await read(xml, []);
    expect(reports.map(({ reason }) => reason)).toEqual(['no-key']);
    expect(message.kind === 'Response' && message.encryptedAssertions).toHaveLength(1);
    expect(verdicts(signatures)).toEqual(['Response valid']);
  });
});

describe('what comes out must be what was announced', () => {
  it.each([
    ['text', 'hello'],
    ['another element', '<saml:NameID>mallory</saml:NameID>'],
    ['two assertions', plainAssertion('_1') + plainAssertion('_2')],
    ['an end tag that would close the document around it', '</samlp:Response><samlp:Response>'],
    ['an assertion of another namespace', '<Assertion xmlns="urn:evil"/>'],
    ['a DOCTYPE', '<!DOCTYPE a><saml:Assertion/>'],
  ])('%s stays closed', async (_, content) => {
    const encrypted = encryptPart(
      plainResponse(`<hole>${content}</hole>`),
      /(?<=<hole>).*(?=<\/hole>)/s,
      'EncryptedAssertion',
      receiver,
    );
    const { reports, message } = await read(encrypted.replace('<hole>', '').replace('</hole>', ''));
    expect(reports.map(({ reason }) => reason)).toEqual(['damaged']);
    expect(message.kind === 'Response' && message.assertions).toEqual([]);
  });

  it('a declaration and white space around it are no harm', async () => {
    const content = `<?xml version="1.0" encoding="UTF-8"?>\n${plainAssertion()}\n`;
    const encrypted = encryptPart(
      plainResponse(`<hole>${content}</hole>`),
      /(?<=<hole>).*(?=<\/hole>)/s,
      'EncryptedAssertion',
      receiver,
    );
    const { message } = await read(encrypted.replace('<hole>', '').replace('</hole>', ''));
    expect(onlyAssertion(message).id).toBe('_assertion');
  });
});

describe('identifiers and attributes', () => {
  it('an EncryptedID in a LogoutRequest is read (saml-core 2.2.4)', async () => {
    const xml = await signer.sign(encryptPart(plainLogoutRequest(), NAME_ID, 'EncryptedID', receiver), '_request');
    const { message, signatures } = await read(xml);
    expect(message.kind === 'LogoutRequest' && message.nameId?.value).toBe('anne');
    expect(verdicts(signatures)).toEqual(['LogoutRequest valid']);
  });

  it('layer by layer: identifier and attribute inside an encrypted assertion', async () => {
    const layered = encryptPart(
      encryptPart(plainResponse(), NAME_ID, 'EncryptedID', receiver),
      ATTRIBUTE,
      'EncryptedAttribute',
      receiver,
    );
    const { message, reports } = await read(encryptPart(layered, ASSERTION, 'EncryptedAssertion', receiver));
    expect(reports.map(({ reason }) => reason)).toEqual([null, null, null]);
    expect(onlyAssertion(message).subject?.nameId?.value).toBe('anne');
    expect(onlyAssertion(message).attributes.map(({ values }) => values)).toEqual([['Sales']]);
  });
});
