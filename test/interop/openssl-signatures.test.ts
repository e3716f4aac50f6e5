import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { attempt, makeWorkplace, run } from '#test/fixtures/outside-tool.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { type Signer, signerOf, verdictsOf } from '#test/fixtures/signer.ts';

type KeyKind = keyof typeof KEY_KINDS;

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'];
const TEXT = 'SAMLResponse=abc%2b&RelayState=x%20y&SigAlg=z';

/** Key, hash, options for openssl dgst, URI. */
const ALGORITHMS: readonly (readonly [KeyKind, string, readonly string[], string])[] = [
  ['RSA 2048', 'sha1', [], `${DSIG}rsa-sha1`],
  ['RSA 2048', 'sha256', [], `${MORE}rsa-sha256`],
  ['RSA 2048', 'sha384', [], `${MORE}rsa-sha384`],
  ['RSA 2048', 'sha512', [], `${MORE}rsa-sha512`],
  ...['sha1', 'sha256', 'sha384', 'sha512'].map((hash): [KeyKind, string, readonly string[], string] => [
    'RSA 2048',
    hash,
    PSS,
    `${MORE_2007}${hash}-rsa-MGF1`,
  ]),
  ...(['P-256', 'P-384', 'P-521'] as const).flatMap((kind) =>
    ['sha1', 'sha256', 'sha384', 'sha512'].map((hash): [KeyKind, string, readonly string[], string] => [
      kind,
      hash,
      [],
      `${MORE}ecdsa-${hash}`,
    ]),
  ),
];

const place = makeWorkplace();
const pairs = new Map<string, { pair: OpensslPair; signer: Signer }>();
beforeAll(async () => {
  for (const [kind, key] of Object.entries(KEY_KINDS)) {
    const pair = makeOpensslPair(place, kind.replace(' ', ''), key);
    run('openssl', ['x509', '-in', pair.certificateFile, '-pubkey', '-noout', '-out', `${pair.keyFile}.pub`]);
    pairs.set(kind, { pair, signer: await signerOf(pair.keyPem, pair.certificatePem) });
  }
});
afterAll(() => place.remove());

function pairOf(kind: KeyKind) {
  const found = pairs.get(kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

function signWithOpenssl(
  { keyFile }: OpensslPair,
  hash: string,
  options: readonly string[],
  text: string,
): Uint8Array<ArrayBuffer> {
  const [file, out] = [place.write('octets', text), place.write('signature', '')];
  run('openssl', ['dgst', `-${hash}`, ...options, '-sign', keyFile, '-out', out, file]);
  return new Uint8Array(readFileSync(out));
}

describe('OpenSSL signs a redirect (ECDSA in DER), and we verify', () => {
  it.each(ALGORITHMS)('%s, %s %j', async (kind, hash, options, algorithm) => {
    const { pair, signer } = pairOf(kind);
    const signature = signWithOpenssl(pair, hash, options, TEXT);
    const verify = async (signedText: string) =>
      await verifyRedirectSignature({ signedText, algorithm, signature }, [signer.trusted]);
    expect(await verify(TEXT)).toMatchObject({ outcome: 'valid', certificate: signer.certificate });
    expect(await verify(`${TEXT}x`)).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch' });
  });
});

describe('we sign a redirect, and OpenSSL or we verify', () => {
  it.each(ALGORITHMS)('%s, %s %j', async (kind, hash, options, algorithm) => {
    const { pair, signer } = pairOf(kind);
    const key = await importPrivateKey(pair.keyPem, algorithm);
    const signature = await signOctets(new TextEncoder().encode(TEXT), key, algorithm);
    const report = await verifyRedirectSignature({ signedText: TEXT, algorithm, signature }, [signer.trusted]);
    expect(report.outcome).toBe('valid');
    if (kind !== 'RSA 2048') return; // OpenSSL wants DER, we send r and s beside each other
    const [file, value] = [place.write('octets', TEXT), place.write('signature', signature)];
    const checked = attempt('openssl', [
      'dgst',
      `-${hash}`,
      ...options,
      '-verify',
      `${pair.keyFile}.pub`,
      '-signature',
      value,
      file,
    ]);
    expect(checked.stdout).toBe('Verified OK\n');
  });
});

describe('RSA-PSS in XML signatures (RFC 9231 2.3.9, 2.3.10)', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('%s-rsa-MGF1 that OpenSSL signed', async (hash) => {
    const signed = await signedByOpenssl(`${MORE_2007}${hash}-rsa-MGF1`, '', hash, PSS);
    expect(await verdictsOf(signed, [pairOf('RSA 2048').signer.trusted])).toEqual(['Response valid']);
  });

  const digest = (hash: string) =>
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#${hash}"></ds:DigestMethod>`;
  const params = (content: string) => `<pss:RSAPSSParams xmlns:pss="${MORE_2007}">${content}</pss:RSAPSSParams>`;
  const mask = (content: string) =>
    `<pss:MaskGenerationFunction Algorithm="${MORE_2007}MGF1">${content}</pss:MaskGenerationFunction>`;

  it.each([
    ['no parameters', '', 'sha256', PSS],
    ['empty parameters', params(''), 'sha256', PSS],
    [
      'all parameters',
      params(
        `${digest('sha512')}${mask(digest('sha512'))}<pss:SaltLength>64</pss:SaltLength><pss:TrailerField>1</pss:TrailerField>`,
      ),
      'sha512',
      PSS,
    ],
    [
      'another salt length',
      params('<pss:SaltLength> 20 </pss:SaltLength>'),
      'sha256',
      ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'],
    ],
    [
      'no salt',
      params('<pss:SaltLength>0</pss:SaltLength>'),
      'sha256',
      ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:0'],
    ],
  ])('rsa-pss with %s', async (_, content, hash, options) => {
    const signed = await signedByOpenssl(`${MORE_2007}rsa-pss`, content, hash, options);
    expect(await verdictsOf(signed, [pairOf('RSA 2048').signer.trusted])).toEqual(['Response valid']);
  });

  it.each([
    ['another hash in the mask', params(`${digest('sha512')}${mask(digest('sha256'))}`)],
    ['another mask', params('<pss:MaskGenerationFunction Algorithm="urn:x"></pss:MaskGenerationFunction>')],
    ['another trailer', params('<pss:TrailerField>2</pss:TrailerField>')],
    ['a salt length that is no number', params('<pss:SaltLength>-1</pss:SaltLength>')],
    ['an unknown digest', params(digest('sha3'))],
    ['something else', '<x></x>'],
    ['two sets', params('') + params('')],
  ])('rsa-pss with %s is left open', async (_, content) => {
    const signed = await signedByOpenssl(`${MORE_2007}rsa-pss`, content, 'sha256', PSS);
    expect(await verdictsOf(signed, [pairOf('RSA 2048').signer.trusted])).toEqual([
      'Response unknown algorithm-unsupported',
    ]);
  });

  /** Replaces algorithm and value of a signature of ours by what OpenSSL makes of the SignedInfo. */
  async function signedByOpenssl(
    uri: string,
    content: string,
    hash: string,
    options: readonly string[],
  ): Promise<string> {
    const { pair, signer } = pairOf('RSA 2048');
    const ours = await signer.sign(plainResponse(), '_response');
    const xml = ours.replace(`${MORE}rsa-sha256">`, `${uri}">${content}`);
    const signedInfo = [...descendants(parseXml(xml).root)].find(({ localName }) => localName === 'SignedInfo');
    if (signedInfo === undefined) throw new Error('no SignedInfo');
    const octets = canonicalize(signedInfo, { exclusive: true, comments: false });
    const value = Buffer.from(signWithOpenssl(pair, hash, options, octets)).toString('base64');
    return xml.replace(/(<ds:SignatureValue>)[^<]*/, `$1${value}`);
  }
});
