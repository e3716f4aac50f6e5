import { toHex } from '#shared/base/bytes.ts';
import { type DerElement, derContent, derError, expectTag, TAG } from './der.ts';

/**
 * An OBJECT IDENTIFIER in dotted form (X.690 8.19).
 * @throws WorkbenchError `der-invalid`
 */
export function readOid(element: DerElement | undefined): string {
  const content = derContent(expectTag(element, TAG.oid, 'an object identifier'));
  const arcs = readArcs(content);
  const [first] = arcs;
  if (first === undefined) throw derError(element?.start ?? 0, 'an empty object identifier');
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}

function readArcs(content: Uint8Array): bigint[] {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  return arcs;
}

/**
 * The octets of an INTEGER's absolute value where it is not negative, without the sign octet (X.690 8.3).
 * @throws WorkbenchError `der-invalid`
 */
export function readUnsigned(element: DerElement | undefined, what: string): Uint8Array<ArrayBuffer> {
  const integer = expectTag(element, TAG.integer, what);
  const content = derContent(integer);
  const [first, second] = content;
  if (first === undefined) throw derError(integer.start, `${what} is empty`);
  if (first >= 0x80) throw derError(integer.start, `${what} is negative`);
  return first === 0 && second !== undefined ? content.subarray(1) : content;
}

/**
 * A serial number in lower-case hex. RFC 5280 4.1.2.2 wants it positive, but negative ones exist
 * and are printed with a minus sign, as OpenSSL does.
 * @throws WorkbenchError `der-invalid`
 */
export function readSerialNumber(element: DerElement | undefined): string {
  const content = derContent(expectTag(element, TAG.integer, 'the serial number'));
  const [first, second] = content;
  if (first === undefined) throw derError(element?.start ?? 0, 'the serial number is empty');
  if (first >= 0x80) return `-${toHex(negated(content))}`;
  return toHex(first === 0 && second !== undefined ? content.subarray(1) : content);
}

/** Two's complement; a leading zero octet that appears is dropped. */
function negated(content: Uint8Array): Uint8Array {
  const result = new Uint8Array(content.length);
  let carry = 1;
  for (let index = content.length - 1; index >= 0; index--) {
    const sum = (~(content[index] ?? 0) & 0xff) + carry;
    result[index] = sum & 0xff;
    carry = sum >> 8;
  }
  return result[0] === 0 && result.length > 1 ? result.subarray(1) : result;
}

/**
 * A UTCTime or GeneralizedTime in milliseconds since the epoch (RFC 5280 4.1.2.5: with seconds, in
 * UTC, years below 50 are of this century).
 * @throws WorkbenchError `der-invalid`
 */
export function readTime(element: DerElement | undefined): number {
  const time = element ?? expectTag(element, TAG.utcTime, 'a time');
  const text = String.fromCharCode(...derContent(time).subarray(0, 16));
  const digits = time.tag === TAG.utcTime ? `${text < '50' ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (parts === null || (time.tag !== TAG.utcTime && time.tag !== TAG.generalizedTime)) {
    throw derError(time.start, 'not a time of the form that certificates use');
  }
  const [, year, month, day, hour, minute, second] = parts;
  const result = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(result)) throw derError(time.start, 'a time that does not exist');
  return result;
}
