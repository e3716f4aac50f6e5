import { decodeBase64, encodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { markRedacted } from '#shared/crypto/redacted-mark.ts';
import type { Redactor } from './redactor.ts';
import { scrambleBase64 } from './scramble.ts';
import { withSpacesOf } from './spaces.ts';

/**
 * Another signature value of the same length and layout, marked as redacted: a verifier that knows the mark says so
 * instead of calling the message forged. What is no base64 stays none.
 *
 * @param broken what was signed had been changed already, and the mark says that
 */
export function redactSignatureValue(text: string, redactor: Redactor, broken: boolean): string {
  if (text.trim() === '') return text;
  redactor.count('signature');
  return redactor.pseudonyms.made(text, () => {
    const other = scrambleBase64(text, redactor.random);
    const bytes = bytesOf(other);
    return bytes === null ? other : withSpacesOf(text, encodeBase64(markRedacted(bytes, broken)));
  });
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return decodeBase64(text).bytes;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}
