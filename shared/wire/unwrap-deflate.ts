import { inflateCapped } from './inflate.ts';
import type { DecodingStep } from './message.ts';
import { makeStep } from './steps.ts';

/** Whether a binding deflates (saml-bindings 3.4.4.1), does not (3.5.4), or is not known. */
export type DeflateCustom = 'deflated' | 'plain' | 'either';

/** The step that tells of deflated data without its end mark: some receivers read it, others refuse it. */
export const INFLATE_UNENDED = 'inflate-unended';

/**
 * Inflates bytes that are not XML as they are, and records it. Bytes that begin like XML are left alone:
 * some senders put plain base64 into a URL.
 * @param limit bytes that may come out; left out: `LIMITS.inflatedBytes`
 * @throws WorkbenchError of `inflateCapped`
 */
export function unwrapDeflate(
  bytes: Uint8Array<ArrayBuffer>,
  custom: DeflateCustom,
  steps: DecodingStep[],
  limit?: number,
): Uint8Array<ArrayBuffer> {
  if (beginsLikeXml(bytes)) {
    if (custom === 'deflated') steps.push(makeStep('not-deflated', {}, true));
    return bytes;
  }
  const { bytes: inflated, format, trailing, unended } = inflateCapped(bytes, limit);
  const isDeviation = format !== 'raw' || trailing > 0 || custom === 'plain';
  steps.push(makeStep('inflate', { format, from: bytes.length, to: inflated.length, trailing }, isDeviation));
  if (unended) steps.push(makeStep(INFLATE_UNENDED, {}, true));
  return inflated;
}

/**
 * Whether bytes begin as XML does: `<`, behind a byte order mark or white space, in UTF-8 or UTF-16, and then no
 * control characters for a while. Deflated data may begin with `<` too, but not go on like that.
 */
function beginsLikeXml(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 64);
  let isOpened = false;
  for (let index = 0; index < length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) continue; // half of a character in UTF-16
    if (!isOpened && !MARKS.has(byte)) {
      if (byte !== 0x3c) return false;
      isOpened = true;
    }
    if (byte < 0x20 && !MARKS.has(byte)) return false;
  }
  return isOpened;
}

/** White space, and the bytes of the byte order marks. */
const MARKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);
