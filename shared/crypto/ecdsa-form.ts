import { WorkbenchError } from '#shared/base/errors.ts';
import { derChildren, expectTag, readDer, TAG } from './der.ts';
import { readUnsigned } from './der-values.ts';

/**
 * An ECDSA signature in DER (RFC 3279 2.2.3: SEQUENCE { r INTEGER, s INTEGER }) as r and s beside each
 * other, which is what Web Crypto takes. Null if it is no such DER.
 * @param size octets of one number: those of the curve
 */
export function ecdsaFromDer(signature: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> | null {
  try {
    const [r, s, more] = derChildren(expectTag(readDer(signature), TAG.sequence, 'the signature'));
    const numbers = [readUnsigned(r, 'r'), readUnsigned(s, 's')];
    if (more !== undefined || numbers.some((number) => number.length > size)) return null;
    const raw = new Uint8Array(2 * size);
    for (const [index, number] of numbers.entries()) raw.set(number, (index + 1) * size - number.length);
    return raw;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}
