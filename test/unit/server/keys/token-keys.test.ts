import { describe, expect, test } from 'vitest';
import { readKeySet, readTokenCertificate } from '#server/keys/token-keys.ts';
import { ecPair, pemOf, rsaPair } from '#test/fixtures/token-maker.ts';

const [rsa, ec] = [rsaPair(), ecPair()];
const jwk = (pair: ReturnType<typeof rsaPair>) => pair.publicKey.export({ format: 'jwk' });
const setOf = (...keys: object[]): string => JSON.stringify({ keys });

describe('a key set', () => {
  test('gives its keys for RS256 and ES256, with their names', () => {
    const keys = readKeySet(setOf({ ...jwk(rsa), kid: 'a', use: 'sig', alg: 'RS256' }, jwk(ec)), 'set');
    expect(keys).toMatchObject([
      { kty: 'RSA', kid: 'a' },
      { kty: 'EC', crv: 'P-256', kid: null },
    ]);
  });

  test('never gives anything private', () => {
    const [key] = readKeySet(setOf(rsa.privateKey.export({ format: 'jwk' })), 'set');
    expect(Object.keys(key ?? {}).toSorted()).toEqual(['e', 'kid', 'kty', 'n']);
  });

  test.each<[string, object]>([
    ['symmetric', { kty: 'oct', k: 'c2VjcmV0' }],
    ['for encryption', { ...jwk(rsa), use: 'enc' }],
    ['for another algorithm', { ...jwk(rsa), alg: 'RS512' }],
    ['too short', jwk(rsaPair(1024))],
    ['long by zeros alone', { ...jwk(rsaPair(1024)), n: Buffer.alloc(256).toString('base64url') }],
    ['with an odd exponent', { ...jwk(rsa), e: 'AQ' }],
    ['of another curve', jwk(ecPair('P-384'))],
    ['no point of its curve', { ...jwk(ec), x: 'AAAA' }],
    ['not a key', { kty: 'RSA' }],
  ])('leaves out what is %s', (_, key) => {
    expect(readKeySet(setOf(key, jwk(ec)), 'set')).toHaveLength(1);
    expect(() => readKeySet(setOf(key), 'set')).toThrow(/has no public key for RS256 or ES256/);
  });

  test.each(['', '[]', '{}', '{"keys":{}}', '<html>'])('is one clear error where it is none: %s', (text) => {
    expect(() => readKeySet(text, 'keys.json')).toThrow(/^keys\.json cannot be used for tokens: /);
  });
});

describe('a PEM file', () => {
  test('gives the public key', () => {
    expect(readTokenCertificate(pemOf(rsa), 'a.pem')).toMatchObject({ kty: 'RSA', kid: null });
    expect(readTokenCertificate(pemOf(ec), 'a.pem')).toMatchObject({ kty: 'EC', kid: null });
  });

  test.each([
    ['a private key', String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })), /it is a private key/],
    ['nothing', '', /neither a certificate nor a public key/],
    ['a short key', pemOf(rsaPair(1024)), /neither RSA of 2048 bits nor EC P-256/],
    ['another curve', pemOf(ecPair('P-384')), /neither RSA of 2048 bits nor EC P-256/],
  ])('is refused where it is %s, and never quoted', (_, pem, words) => {
    expect(() => readTokenCertificate(pem, 'a.pem')).toThrow(words);
    expect(() => readTokenCertificate(pem, 'a.pem')).toThrow(/^.{1,120}$/);
  });
});
