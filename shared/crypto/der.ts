import type { WorkbenchError } from '#shared/base/errors.ts';
import { CryptoError } from './crypto-error.ts';

/** Tags of the universal types that certificates and keys are made of (X.680 8.4), as the identifier octet. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element of a DER encoding; positions are byte offsets into `bytes`. */
export interface DerElement {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The identifier octet. */
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

/** More elements in one constructed value than this are refused; a certificate has a few dozen. */
const MAX_CHILDREN = 1000;

/**
 * Reads `bytes` as exactly one DER element (X.690 10.1): definite lengths in their shortest form,
 * single-octet tags, nothing after it.
 * @throws WorkbenchError `der-invalid`
 */
export function readDer(bytes: Uint8Array<ArrayBuffer>): DerElement {
  const element = readElement(bytes, 0, bytes.length);
  if (element.end !== bytes.length) throw derError(element.end, 'there are bytes after the end');
  return element;
}

/**
 * The elements inside a constructed one (or inside an OCTET STRING that wraps DER), in order.
 * @throws WorkbenchError `der-invalid`
 */
export function derChildren(parent: DerElement): DerElement[] {
  const children: DerElement[] = [];
  let position = parent.contentStart;
  while (position < parent.end) {
    if (children.length === MAX_CHILDREN) throw derError(position, `more than ${MAX_CHILDREN} elements in one`);
    const child = readElement(parent.bytes, position, parent.end);
    children.push(child);
    position = child.end;
  }
  return children;
}

/** The content octets, as a view without copying. */
export function derContent(element: DerElement): Uint8Array<ArrayBuffer> {
  return element.bytes.subarray(element.contentStart, element.end);
}

/** The whole encoding, tag and length included, as a copy. */
export function derEncoding(element: DerElement): Uint8Array<ArrayBuffer> {
  return element.bytes.slice(element.start, element.end);
}

/**
 * Gives the element back if it is there and has the tag.
 * @throws WorkbenchError `der-invalid`, naming `what`
 */
export function expectTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element === undefined) throw derError(0, `${what} is missing`);
  if (element.tag !== tag) throw derError(element.start, `${what} has the tag 0x${element.tag.toString(16)}`);
  return element;
}

/** The error of this reader: a byte offset and why. */
export function derError(position: number, reason: string): WorkbenchError {
  return new CryptoError('der-invalid', { position, reason });
}

function readElement(bytes: Uint8Array<ArrayBuffer>, start: number, limit: number): DerElement {
  const tag = byteAt(bytes, start, limit);
  if ((tag & 0x1f) === 0x1f) throw derError(start, 'a tag of several bytes');
  const { length, contentStart } = readLength(bytes, start + 1, limit);
  const end = contentStart + length;
  if (end > limit) throw derError(start, 'an element is longer than what holds it');
  return { bytes, tag, start, contentStart, end };
}

/** X.690 8.1.3 and 10.1 */
function readLength(bytes: Uint8Array, start: number, limit: number): { length: number; contentStart: number } {
  const first = byteAt(bytes, start, limit);
  if (first < 0x80) return { length: first, contentStart: start + 1 };
  const count = first & 0x7f;
  if (count === 0) throw derError(start, 'an indefinite length');
  if (count > 4) throw derError(start, 'a length of more than four bytes');
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, start + index, limit);
  if (length < 0x80 || length < 256 ** (count - 1)) throw derError(start, 'a length that is not in its shortest form');
  return { length, contentStart: start + 1 + count };
}

function byteAt(bytes: Uint8Array, position: number, limit: number): number {
  const byte = position < limit ? bytes[position] : undefined;
  if (byte === undefined) throw derError(position, 'the data ends too early');
  return byte;
}
