import { encodeBase64 } from '#shared/base/base64.ts';
import { deflateRaw } from '#shared/wire/inflate.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import { INFLATE_UNENDED } from '#shared/wire/unwrap-deflate.ts';
import { encodeText } from './encode-text.ts';
import { wrapDeflated } from './wrap-deflated.ts';

/**
 * Encodes XML the way that another one was decoded, odd ways included, so that a trace shows the same steps: text encoding
 * and byte order mark, deflate of the same format, base64 of the same alphabet, padding and layout, escapes.
 *
 * @param steps from `decodeValue`
 */
export function encodeLike(xml: string, steps: readonly DecodingStep[]): string {
  const find = (code: string): DecodingStep | undefined => steps.find((step) => step.code === code);
  const escapes = steps.filter(({ code }) => code === 'percent-decoded' || code === 'percent-decoded-again').length;
  const base64 = find('base64');
  if (base64 === undefined) return escapeTimes(xml, escapes);
  const text = find('text')?.facts ?? {};
  const bytes = encodeText(xml, String(text['encoding'] ?? 'UTF-8'), text['byteOrderMark'] === 1);
  const format = find('inflate')?.facts['format'];
  const deflated = find(INFLATE_UNENDED) === undefined ? deflateRaw : deflateUnended;
  const packed = format === undefined ? bytes : wrapDeflated(deflated(bytes), bytes, String(format));
  return escapeTimes(layOut(encodeBase64(packed), String(base64.facts['deviations'] ?? '').split(' ')), escapes);
}

/** Of one block that does not say that it is the last (RFC 1951, 3.2.3); what is too long for one block ends as it should. */
function deflateUnended(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const deflated = deflateRaw(bytes);
  const [head = 0] = deflated;
  deflated[0] = head - (head % 2);
  return deflated;
}

function escapeTimes(text: string, times: number): string {
  let escaped = text.toWellFormed();
  for (let round = 0; round < times; round++) escaped = encodeURIComponent(escaped);
  return escaped;
}

/** Columns of a line, as MIME has it (RFC 2045, 6.8). */
const LINE = /.{76}(?=.)/g;

function layOut(base64: string, deviations: readonly string[]): string {
  let text = base64;
  if (deviations.includes('base64url')) text = text.replaceAll('+', '-').replaceAll('/', '_');
  if (deviations.includes('padding-missing')) text = text.replace(/=+$/, '');
  if (deviations.includes('padding-extra')) text += '=';
  if (deviations.includes('line-breaks')) text = text.replace(LINE, '$&\r\n');
  return deviations.includes('space-for-plus') ? text.replaceAll('+', ' ') : text;
}
