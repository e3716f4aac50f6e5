import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { DecodingStep } from './message.ts';
import { decodePercent } from './percent.ts';
import { readText } from './read-text.ts';
import { makeStep } from './steps.ts';
import { unwrapBase64 } from './unwrap-base64.ts';
import { type DeflateCustom, unwrapDeflate } from './unwrap-deflate.ts';

/** What the place where the value was found lets expect; anything else is read too, as a deviation. */
export interface ValueCustom {
  readonly deflate: DeflateCustom;
  /** The value may be the XML itself: `wresult`, or something pasted. */
  readonly isXmlFine: boolean;
}

/** A value may have been escaped once too often, rarely twice; more is no message. */
const MOST_ESCAPES = 3;

/**
 * Decodes the value of a parameter to XML text: escapes, base64, deflate, text, whichever are there.
 * @param steps takes every step as it is done, so that those before a failure are known too
 * @throws WorkbenchError `input-empty`, `input-too-large`, `base64-invalid`, `deflate-*`, `text-undecodable`
 */
export function decodeValue(value: string, custom: ValueCustom, steps: DecodingStep[]): string {
  if (value.length > LIMITS.parameterChars) {
    throw new WorkbenchError('input-too-large', { size: value.length, limit: LIMITS.parameterChars });
  }
  const trimmed = value.trim();
  if (trimmed === '') throw new WorkbenchError('input-empty');
  if (isXml(trimmed)) return takeXml(value, custom, steps);
  const plain = unescapeAgain(trimmed, custom, steps);
  if (isXml(plain)) return takeXml(plain, custom, steps);
  return decodeEncoded(plain, custom, steps);
}

function isXml(text: string): boolean {
  return text.startsWith('<') || text.startsWith('\uFEFF<');
}

function takeXml(value: string, { isXmlFine }: ValueCustom, steps: DecodingStep[]): string {
  steps.push(makeStep('xml-unencoded', {}, !isXmlFine));
  return trimXml(value, steps);
}

/** White space before an XML declaration is not well-formed, but is often pasted along and means nothing. */
function trimXml(text: string, steps: DecodingStep[]): string {
  const trimmed = text.trim();
  if (trimmed.length !== text.length && !text.startsWith('<')) steps.push(makeStep('white-space-around', {}, true));
  return trimmed.length === text.length || text.startsWith('<') ? text : trimmed;
}

/** Base64 has no percent sign: where one stands, escapes are left that somebody forgot or put in twice. */
function unescapeAgain(value: string, { isXmlFine }: ValueCustom, steps: DecodingStep[]): string {
  let plain = value;
  for (let round = 0; round < MOST_ESCAPES && /%[0-9A-Fa-f]{2}/.test(plain); round++) {
    plain = decodePercent(plain, false).text.trim();
    const isPasted = isXmlFine && round === 0;
    steps.push(makeStep(isPasted ? 'percent-decoded' : 'percent-decoded-again', {}, !isPasted));
  }
  return plain;
}

/**
 * Base64 with spaces can be read in two ways. If the first makes no message, the second is tried,
 * and if that makes none either, the first one's failure is the one to report.
 */
function decodeEncoded(value: string, { deflate }: ValueCustom, steps: DecodingStep[]): string {
  const before = steps.length;
  try {
    return decodeAs(value, 'auto', deflate, steps);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || !value.includes(' ') || isTooMuch(error)) throw error;
    const failed = steps.splice(before);
    try {
      return decodeAs(value, 'plus', deflate, steps);
    } catch {
      steps.splice(before, steps.length, ...failed);
      throw error;
    }
  }
}

function isTooMuch({ code }: WorkbenchError): boolean {
  return code === 'deflate-too-large' || code === 'deflate-bomb';
}

function decodeAs(value: string, spaces: 'auto' | 'plus', deflate: DeflateCustom, steps: DecodingStep[]): string {
  const bytes = unwrapDeflate(unwrapBase64(value, spaces, steps), deflate, steps);
  const { text, steps: textSteps } = readText(bytes);
  steps.push(...textSteps);
  return trimXml(text, steps);
}
