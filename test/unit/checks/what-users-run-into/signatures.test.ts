import { describe, expect, test } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { ACCEPT_NOTHING, certificateBase64, connectionOf, type Keys, NOW, SLO, testKeys } from '../kit.ts';
import { AUTHN_REQUEST, idpMetadata, LOGOUT_BY_IDP, LOGOUT_BY_SP, spMetadata } from '../messages.ts';
import { findingsIn, type Situation } from '../situation.ts';
import { expectFirst, firstOf } from './first-finding.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

const byMetadata: Situation = {
  connection: null,
  requestIds: null,
  receivedUrl: 'https://sp.example/acs',
  metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
};

const wantSigned = ({ idp, sp }: Keys) => [
  idpMetadata(certificateBase64(idp)),
  spMetadata(certificateBase64(sp)).replace('<md:SPSSODescriptor ', '<md:SPSSODescriptor WantAssertionsSigned="true" '),
];

const pinning = (pick: (keys: Keys) => Keys['idp']) => (keys: Keys) => connectionOf(pick(keys));

describe('signatures and certificates', () => {
  expectFirst([
    [
      '1. the SP wants the assertion signed, and only the response is',
      { ...byMetadata, metadata: wantSigned, sign: ['_response'] },
      'assertion-signature-wanted',
      'only-response',
    ],
    [
      '1. only the assertion is signed, and the SP now may want the response signed',
      { ...byMetadata, request: AUTHN_REQUEST, sign: ['_assertion'] },
      'signature-on-one',
      'only-assertion',
    ],
    ['2. why it failed: the digest', { tampering: [['>anne<', '>bob<']] }, 'signature-invalid', 'digest-mismatch'],
    [
      '2. why it failed: the signature value',
      { sign: ['_assertion'], embed: false, tampering: [[/(?<=<ds:SignatureValue>)./, 'z']] },
      'signature-invalid',
      'signature-mismatch',
    ],
    ['2. why it failed: another key', { signer: ({ stranger }) => stranger }, 'signature-invalid', 'wrong-key'],
    [
      '3. the IdP rolled its certificate, and the connection pinned the old one',
      { signer: ({ stranger }) => stranger, metadata: ({ stranger }) => [idpMetadata(certificateBase64(stranger))] },
      'connection-certificate-outdated',
      'outdated',
    ],
    [
      '4. the certificate has expired',
      { signer: ({ expired }) => expired, connection: pinning(({ expired }) => expired) },
      'certificate-expired',
      'expired',
    ],
    [
      '4. the certificate expires in days',
      { signer: ({ expiring }) => expiring, connection: pinning(({ expiring }) => expiring) },
      'certificate-expires-soon',
      'soon',
    ],
    ['6. SHA-1 on one side', { algorithm: RSA_SHA1 }, 'signature-weak', 'weak'],
    ['6. AD FS wants logout signed (MSIS7084)', { xml: LOGOUT_BY_SP, sign: [] }, 'logout-unsigned', 'request'],
  ]);

  test('2. the certificates that were tried are named', async () => {
    const { idp } = await testKeys();
    const first = firstOf(await findingsIn({ signer: ({ stranger }) => stranger }));
    expect(first && wholeWords(first).title).toContain(idp.certificate.sha256.slice(0, 16));
  });
});

/** A logout by redirect, its query signed by the IdP in one form and sent in another. */
async function sent(rewriteSigned: (query: string) => string, rewriteSent = (query: string) => query) {
  const { idp, sp } = await testKeys();
  const key = await importPrivateKey(idp.privateKeyPem, RSA_SHA256);
  const sign = (octets: Uint8Array<ArrayBuffer>) =>
    signOctets(new TextEncoder().encode(rewriteSigned(new TextDecoder().decode(octets))), key, RSA_SHA256);
  const relayState = "page 1/~it's+(x)";
  const message = { parameter: 'SAMLRequest', xml: LOGOUT_BY_IDP, relayState } as const;
  const query = await writeRedirectQuery({ ...message, signer: { algorithm: RSA_SHA256, sign } });
  const connection = connectionOf(idp, { accept: { ...ACCEPT_NOTHING } });
  const metadataTexts = [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))];
  const knowledge = await knowledgeFrom({ connection, metadataTexts, at: NOW });
  return (await inspectInput(`${SLO}?${rewriteSent(query)}`, knowledge)).findings;
}

const lower = (query: string) => query.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase());
const plus = (query: string) => query.replaceAll('%20', '+');
const strict = (query: string) =>
  query.replace(/['()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

describe('the redirect signature fails (what-users-run-into#row-5)', () => {
  const errors = (findings: readonly Finding[]) =>
    findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error').map(({ code }) => code);

  test('never, if the query arrives as it was signed: with lower-case escapes (AD FS) too', async () => {
    expect(errors(await sent((query) => query))).toEqual([]);
    expect(errors(await sent(lower, lower))).toEqual([]);
    expect(errors(await sent(plus, plus))).toEqual([]);
  });

  test.each([
    ['a proxy made AD FS’s lower-case escapes upper-case', lower, undefined, 'letter-case'],
    ['a proxy made escapes lower-case', (query: string) => query, lower, 'letter-case'],
    ['a proxy made %20 of a plus', plus, undefined, 'spaces'],
    ['RelayState is signed in one encoding and sent in another', strict, undefined, 'encoded-anew'],
    ['the sender signs bare values', decodeURIComponent, undefined, 'decoded'],
    [
      'RelayState was added on the way',
      (query: string) => query.replace(/&RelayState=[^&]*/, ''),
      undefined,
      'relay-state-left-out',
    ],
  ])('because %s', async (_, signed, onTheWay, variant) => {
    expect(firstOf(await sent(signed, onTheWay))).toMatchObject({ code: 'redirect-signature-reencoded', variant });
  });

  test('for another reason that is not guessed', async () => {
    const first = firstOf(await sent((query) => query.replace('page', 'another')));
    expect(first).toMatchObject({ code: 'signature-invalid', variant: 'redirect-mismatch' });
  });
});
