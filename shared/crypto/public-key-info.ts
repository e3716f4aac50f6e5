import { type DerElement, derChildren, derContent, derError, expectTag, readDer, TAG } from './der.ts';
import { readOid, readUnsigned } from './der-values.ts';

/** What a SubjectPublicKeyInfo says about its key (RFC 5280 4.1.2.7). */
export interface PublicKeyInfo {
  readonly keyType: 'RSA' | 'EC' | 'unknown';
  /** RSA modulus or curve size in bits; 0 when unknown. */
  readonly keyBits: number;
  /** `P-256`, `P-384` or `P-521` for EC keys on these curves, else null. */
  readonly curve: string | null;
  /** RSA: bits of the public exponent; 0 otherwise. Large ones make verification slow and no product uses them. */
  readonly exponentBits: number;
}

/** `rsaEncryption` (RFC 3279 2.3.1) and `id-ecPublicKey` (RFC 5480 2.1.1). */
export const KEY_OIDS = { rsa: '1.2.840.113549.1.1.1', ec: '1.2.840.10045.2.1' } as const;

/** RFC 5480 2.1.1.1: the named curves that Web Crypto has. */
const CURVES: ReadonlyMap<string, { readonly curve: string; readonly keyBits: number }> = new Map([
  ['1.2.840.10045.3.1.7', { curve: 'P-256', keyBits: 256 }],
  ['1.3.132.0.34', { curve: 'P-384', keyBits: 384 }],
  ['1.3.132.0.35', { curve: 'P-521', keyBits: 521 }],
]);

const UNKNOWN: PublicKeyInfo = { keyType: 'unknown', keyBits: 0, curve: null, exponentBits: 0 };

/**
 * Reads a SubjectPublicKeyInfo. A key of a type that signatures here do not use is `unknown`, not an error.
 * @throws WorkbenchError `der-invalid`
 */
export function readPublicKeyInfo(spki: DerElement | undefined): PublicKeyInfo {
  const [algorithm, key] = derChildren(expectTag(spki, TAG.sequence, 'the public key'));
  const [type, parameters] = derChildren(expectTag(algorithm, TAG.sequence, 'the public key algorithm'));
  const oid = readOid(type);
  if (oid === KEY_OIDS.rsa) return readRsa(expectTag(key, TAG.bitString, 'the RSA key'));
  if (oid === KEY_OIDS.ec) return readEc(parameters);
  return UNKNOWN;
}

/** RFC 3279 2.3.1: RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } */
function readRsa(key: DerElement): PublicKeyInfo {
  const content = derContent(key);
  if (content[0] !== 0) throw derError(key.start, 'the RSA key has unused bits');
  const [modulus, exponent] = derChildren(expectTag(readDer(content.slice(1)), TAG.sequence, 'the RSA key'));
  return {
    keyType: 'RSA',
    keyBits: bitLength(readUnsigned(modulus, 'the RSA modulus')),
    curve: null,
    exponentBits: bitLength(readUnsigned(exponent, 'the RSA exponent')),
  };
}

/** Curves given by explicit parameters, or others than the three, stay EC keys without a curve: nothing here can use them. */
function readEc(parameters: DerElement | undefined): PublicKeyInfo {
  const known = parameters?.tag === TAG.oid ? CURVES.get(readOid(parameters)) : undefined;
  return { keyType: 'EC', keyBits: known?.keyBits ?? 0, curve: known?.curve ?? null, exponentBits: 0 };
}

/** The name in Web Crypto of a curve's object identifier; null for the curves that it lacks. */
export function namedCurve(oid: string): string | null {
  return CURVES.get(oid)?.curve ?? null;
}

function bitLength(magnitude: Uint8Array): number {
  return magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24;
}
