import { afterAll, describe, expect, it } from 'vitest';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { encodeUtf8, toHex } from '#shared/base/bytes.ts';
import { rsaPssWith, signatureAlgorithm } from '#shared/crypto/algorithms.ts';
import type { CryptoEngine, SignedOctets } from '#shared/crypto/engine.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { webCryptoEngine } from '#shared/crypto/web-crypto-engine.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const OCTETS = encodeUtf8('what was signed');

const ALGORITHMS = [
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'RSA 2048'],
  [`${MORE}rsa-sha256`, 'RSA 2048'],
  [`${MORE}rsa-sha384`, 'RSA 2048'],
  [`${MORE}rsa-sha512`, 'RSA 2048'],
  [`${MORE_2007}sha256-rsa-MGF1`, 'RSA 2048'],
  [`${MORE_2007}sha512-rsa-MGF1`, 'RSA 2048'],
  [`${MORE}ecdsa-sha256`, 'P-256'],
  [`${MORE}ecdsa-sha384`, 'P-384'],
  [`${MORE}ecdsa-sha512`, 'P-521'],
  [`${MORE}ecdsa-sha256`, 'P-521'],
] as const;

const workplace = makeWorkplace();
afterAll(() => workplace.remove());
const certificates = new Map<string, Awaited<ReturnType<typeof readCertificate>>>();
const keys = new Map<string, string>();
for (const kind of Object.keys(KEY_KINDS) as (keyof typeof KEY_KINDS)[]) {
  const pair = makeOpensslPair(workplace, kind.replace(' ', '-'), KEY_KINDS[kind]);
  certificates.set(kind, await readCertificate(pair.certificatePem));
  keys.set(kind, pair.keyPem);
}

function certificateOf(kind: string) {
  const certificate = certificates.get(kind);
  if (certificate === undefined) throw new Error(`no certificate for ${kind}`);
  return certificate;
}

async function signed(uri: string, kind: string): Promise<SignedOctets> {
  const algorithm = signatureAlgorithm(uri);
  if (algorithm === undefined) throw new Error(`unknown: ${uri}`);
  const key = await importPrivateKey(keys.get(kind) ?? '', uri);
  return { algorithm, octets: OCTETS, signature: await signOctets(OCTETS, key, uri) };
}

const ENGINES: readonly (readonly [string, CryptoEngine])[] = [
  ['Web Crypto', webCryptoEngine],
  ['Node', nodeEngine],
];

describe.each(ENGINES)('the engine of %s', (_, engine) => {
  it.each(ALGORITHMS)('verifies %s with a key on %s, and not after a change', async (uri, kind) => {
    const sound = await signed(uri, kind);
    const changed = sound.signature.slice();
    changed[5] = (changed[5] ?? 0) ^ 1;
    expect(await engine.verify(sound, certificateOf(kind))).toBe(true);
    expect(await engine.verify({ ...sound, octets: encodeUtf8('something else') }, certificateOf(kind))).toBe(false);
    expect(await engine.verify({ ...sound, signature: changed }, certificateOf(kind))).toBe(false);
  });

  it('verifies nothing with a key of another type, on another curve, or of nobody’s size', async () => {
    const rsa = await signed(`${MORE}rsa-sha256`, 'RSA 2048');
    const ec = await signed(`${MORE}ecdsa-sha256`, 'P-256');
    expect(await engine.verify(rsa, certificateOf('P-256'))).toBe(false);
    expect(await engine.verify(ec, certificateOf('RSA 2048'))).toBe(false);
    expect(await engine.verify(ec, certificateOf('P-384'))).toBe(false);
    expect(await engine.verify(rsa, { ...certificateOf('RSA 2048'), keyBits: 0 })).toBe(false);
  });

  it('verifies nothing with a point that is not on its curve, nor with bytes that are no key, without an error', async () => {
    const ec = await signed(`${MORE}ecdsa-sha256`, 'P-256');
    const sound = certificateOf('P-256');
    expect(await engine.verify(ec, sound)).toBe(true);
    for (const change of [
      (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0x5a, -64),
      (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0xff, -64),
      (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(5, -65, -64),
    ]) {
      expect(await engine.verify(ec, { ...sound, publicKey: change(sound.publicKey.slice()) })).toBe(false);
    }
    const rsa = await signed(`${MORE}rsa-sha256`, 'RSA 2048');
    const key = certificateOf('RSA 2048');
    expect(await engine.verify(rsa, { ...key, publicKey: key.publicKey.slice().fill(0, -260, -5) })).toBe(false);
  });

  it('gives up on a salt that is longer than the key, without an error', async () => {
    const sound = await signed(`${MORE_2007}sha256-rsa-MGF1`, 'RSA 2048');
    const absurd = { ...sound, algorithm: rsaPssWith('SHA-256', 4_000) };
    expect(await engine.verify(absurd, certificateOf('RSA 2048'))).toBe(false);
    const other = { ...sound, algorithm: rsaPssWith('SHA-256', 20) };
    expect(await engine.verify(other, certificateOf('RSA 2048'))).toBe(false);
  });

  it('gives up on a signature of no length and on one that is too long', async () => {
    const sound = await signed(`${MORE}rsa-sha256`, 'RSA 2048');
    for (const length of [0, 1, 255, 257]) {
      expect(await engine.verify({ ...sound, signature: new Uint8Array(length) }, certificateOf('RSA 2048'))).toBe(
        false,
      );
    }
  });

  it('computes the digests of FIPS 180-4', async () => {
    const abc = encodeUtf8('abc');
    expect(toHex(await engine.digest('SHA-1', abc))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(toHex(await engine.digest('SHA-256', abc))).toMatch(/^ba7816bf8f01cfea414140de5dae2223b00361a3/);
    expect(toHex(await engine.digest('SHA-384', abc))).toMatch(/^cb00753f45a35e8bb5a03d699ac65007272c32ab/);
    expect(toHex(await engine.digest('SHA-512', abc))).toMatch(/^ddaf35a193617abacc417349ae20413112e6fa4e/);
  });
});
