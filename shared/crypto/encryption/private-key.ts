import { WorkbenchError } from '#shared/base/errors.ts';
import { CryptoError } from '../crypto-error.ts';
import { type DerElement, derChildren, derContent, expectTag, readDer, TAG } from '../der.ts';
import { readOid, readUnsigned } from '../der-values.ts';
import { readPrivateKeyInfo } from '../import-private-key.ts';
import { KEY_OIDS } from '../public-key-info.ts';
import { type RsaNumbers, toNumber } from './rsa.ts';

/** A private key to decrypt with. It lives as long as whoever holds it; nothing here stores it. */
export interface DecryptionKey {
  /** PKCS#8, for Web Crypto. */
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  readonly numbers: RsaNumbers;
}

/**
 * Reads an RSA private key for decryption: PKCS#8 in PEM, not encrypted (RFC 5958).
 * @throws WorkbenchError `private-key-invalid`, saying how to convert a key in another form
 */
export function readDecryptionKey(pem: string): DecryptionKey {
  const pkcs8 = readPrivateKeyInfo(pem);
  try {
    return { pkcs8, numbers: readNumbers(pkcs8) };
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new CryptoError('private-key-invalid', { reason: 'decryption needs an RSA key' }, { cause });
  }
}

/** Whether a private key in PEM is one that decrypts: an EC key only signs. @throws WorkbenchError `private-key-invalid` */
export function isRsaKey(pem: string): boolean {
  const [, algorithm] = derChildren(expectTag(readDer(readPrivateKeyInfo(pem)), TAG.sequence, 'the private key'));
  const [type] = derChildren(expectTag(algorithm, TAG.sequence, 'the key algorithm'));
  return readOid(type) === KEY_OIDS.rsa;
}

/** RFC 5958 2 and RFC 8017 A.1.2: version, n, e, d, p, q, d mod (p-1), d mod (q-1), 1/q mod p. */
function readNumbers(pkcs8: Uint8Array<ArrayBuffer>): RsaNumbers {
  const [, algorithm, key] = derChildren(expectTag(readDer(pkcs8), TAG.sequence, 'the private key'));
  const [type] = derChildren(expectTag(algorithm, TAG.sequence, 'the key algorithm'));
  if (readOid(type) !== KEY_OIDS.rsa) throw new CryptoError('private-key-invalid', { reason: 'it is not an RSA key' });
  const octets = derContent(expectTag(key, TAG.octetString, 'the RSA key'));
  const [, n, , , p, q, dp, dq, qInverse] = derChildren(
    expectTag(readDer(octets.slice()), TAG.sequence, 'the RSA key'),
  );
  const modulus = readUnsigned(n, 'the modulus');
  return {
    size: modulus.length,
    n: toNumber(modulus),
    p: number(p),
    q: number(q),
    dp: number(dp),
    dq: number(dq),
    qInverse: number(qInverse),
  };
}

function number(element: DerElement | undefined): bigint {
  return toNumber(readUnsigned(element, 'a number of the key'));
}
