import { decodeBase64, encodeBase64 } from '#shared/base/base64.ts';
import { toHex } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { type DerElement, derChildren, derContent, readDer, TAG } from '#shared/crypto/der.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import type { Random } from './random.ts';
import type { Redactor } from './redactor.ts';
import { scrambleBase64, scrambleByte } from './scramble.ts';
import { withSpacesOf } from './spaces.ts';

/**
 * Another certificate of exactly the same form and length: names, serial number, key, extensions and signature are others;
 * algorithms, validity and the size of the key stay, because findings are about them. It verifies nothing.
 * What is no certificate becomes other base64.
 *
 * @param text base64 with any white space, or PEM; the white space stays, PEM's lines go
 */
export function redactCertificate(text: string, redactor: Redactor): string {
  const base64 = readPemBlocks(text)[0]?.body ?? text;
  const bytes = base64.length > LIMITS.certificateChars ? null : bytesOf(base64);
  const plain = base64.replace(/\s+/g, '');
  redactor.count('certificate');
  const other = redactor.pseudonyms.made(plain, () => {
    const copy = bytes === null ? null : redactDer(bytes, redactor);
    return copy === null ? scrambleBase64(plain, redactor.random) : encodeBase64(copy);
  });
  return withSpacesOf(base64, other);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return decodeBase64(base64).bytes;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

function redactDer(bytes: Uint8Array<ArrayBuffer>, redactor: Redactor): Uint8Array<ArrayBuffer> | null {
  const copy = bytes.slice();
  return rewriteIfDer(bytes, copy, 0, redactor, 0) ? copy : null;
}

/** The deepest certificates have some ten levels. */
const MAX_DEPTH = 24;

/** Rewrites a whole encoding within the copy, at an offset; false where it is none, and then nothing was written. */
function rewriteIfDer(
  bytes: Uint8Array<ArrayBuffer>,
  copy: Uint8Array,
  offset: number,
  redactor: Redactor,
  depth: number,
): boolean {
  const all = depth > MAX_DEPTH ? null : elementsOf(bytes);
  if (all === null) return false;
  for (const element of all) rewrite(element, copy, offset, redactor, depth);
  return true;
}

/** The element and, flattened, everything within constructed ones; null where the bytes are no DER. */
function elementsOf(bytes: Uint8Array<ArrayBuffer>): readonly DerElement[] | null {
  try {
    const found: DerElement[] = [];
    const waiting = [readDer(bytes)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if ((next.tag & 0x20) !== 0) waiting.push(...derChildren(next));
      else found.push(next);
    }
    return found;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

const TEXTS: ReadonlySet<number> = new Set([
  ...[TAG.utf8String, TAG.numericString, TAG.printableString, TAG.teletexString, TAG.ia5String],
  ...[TAG.visibleString, TAG.universalString, TAG.bmpString],
]);
const UNCHANGED: ReadonlySet<number> = new Set([TAG.oid, TAG.null, TAG.utcTime, TAG.generalizedTime, 0x01]);

function rewrite(element: DerElement, copy: Uint8Array, offset: number, redactor: Redactor, depth: number): void {
  const content = derContent(element);
  const at = offset + element.contentStart;
  const target = copy.subarray(at, at + content.length);
  if (UNCHANGED.has(element.tag) || content.length === 0) return;
  if (element.tag === TAG.integer) rewriteInteger(target, redactor.random);
  else if (TEXTS.has(element.tag) || isPlainText(content)) rewriteText(content, target, redactor);
  else if (element.tag === TAG.bitString) rewriteBits(content, copy, at, redactor, depth);
  else if (element.tag !== TAG.octetString || !rewriteIfDer(content.slice(), copy, at, redactor, depth + 1)) {
    fillRandom(target, redactor.random);
  }
}

/** Versions and public exponents stay; of large numbers the sign, the length and that a modulus is odd. */
function rewriteInteger(target: Uint8Array, { below }: Random): void {
  if (target.length <= 3) return;
  const first = target[0] === 0 ? 1 : 0;
  const high = (target[first] ?? 0) & 0x80;
  for (let index = first; index < target.length; index++) target[index] = below(256);
  target[first] = high === 0 ? 0x40 | below(64) : 0x80 | below(128);
  target[target.length - 1] = (target[target.length - 1] ?? 0) | 1;
}

/**
 * Names, addresses and URLs, equal ones alike, so that a certificate that signed itself still shows it. Strings of two or
 * four bytes a character have zeros between.
 */
function rewriteText(content: Uint8Array, target: Uint8Array, { pseudonyms, note, random }: Redactor): void {
  const text = new TextDecoder().decode(content).replaceAll('\0', '');
  note(text, /^[\w-]+(?:\.[\w-]+)+$/.test(text) ? 'host' : 'name');
  const other = pseudonyms.made(`certificate ${toHex(content)}`, () =>
    toHex(content.map((byte) => scrambleByte(byte, random))),
  );
  target.set(fromHex(other).subarray(0, target.length));
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A key or a signature that is DER itself keeps its form; a point of a curve its first byte. */
function rewriteBits(content: Uint8Array, copy: Uint8Array, at: number, redactor: Redactor, depth: number): void {
  const isShort = content.length <= 3;
  if (isShort || (content[1] === TAG.sequence && rewriteIfDer(content.slice(1), copy, at + 1, redactor, depth + 1)))
    return;
  const isPoint = content[1] === 0x04 && content.length % 2 === 0;
  fillRandom(copy.subarray(at + (isPoint ? 2 : 1), at + content.length), redactor.random);
}

/** Alternative names and the like have tags of their own for text. */
function isPlainText(content: Uint8Array): boolean {
  return content.length > 3 && content.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function fillRandom(target: Uint8Array, { below }: Random): void {
  for (let index = 0; index < target.length; index++) target[index] = below(256);
}
