import { isRsaKey } from '#shared/crypto/encryption/private-key.ts';
import type { Connection, SpKeyPair } from './connection.ts';

/** Every private key of an SP, PKCS#8 PEM, the one that signs first. */
export function spKeys({ key, otherKeys = [] }: Connection['sp']): readonly string[] {
  return [...(key === null ? [] : [key]), ...otherKeys.map((pair) => pair.key)];
}

/** Every certificate of an SP, PEM, in the order of its keys. */
export function spCertificates({ certificate, otherKeys = [] }: Connection['sp']): readonly string[] {
  return [...(certificate === null ? [] : [certificate]), ...otherKeys.map((pair) => pair.certificate)];
}

/**
 * The certificate that IdPs are to encrypt for: that of the signing key, or where that is an EC key, of the first RSA
 * one. One alone, so that with the next key the IdPs go over to it, while what they still encrypt for the old one is
 * opened, too. Empty: none is offered.
 *
 * @returns PEM
 * @throws WorkbenchError `private-key-invalid`
 */
export function encryptionCertificates({
  key,
  certificate,
  otherKeys = [],
  encryption,
}: Connection['sp']): readonly string[] {
  const first: readonly SpKeyPair[] = key === null || certificate === null ? [] : [{ key, certificate }];
  const pair = [...first, ...otherKeys].find((each) => isRsaKey(each.key));
  return encryption === false || pair === undefined ? [] : [pair.certificate];
}
