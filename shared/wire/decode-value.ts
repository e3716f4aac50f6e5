import type { Base64Deviation } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { DecodingStep } from './message.ts';
import { decodePercent } from './percent.ts';
import { readText } from './read-text.ts';
import { makeStep } from './steps.ts';
import type { TextOrigin } from './text-origin.ts';
import { unwrapBase64 } from './unwrap-base64.ts';
import { type DeflateCustom, unwrapDeflate } from './unwrap-deflate.ts';
import { WireError } from './wire-error.ts';

/** What the place where the value was found lets expect; anything else is read too, as a deviation. */
export interface ValueCustom {
  readonly deflate: DeflateCustom;
  /** The value may be the XML itself: `wresult`, or something pasted. */
  readonly isXmlFine: boolean;
  /** What base64 may have there beyond RFC 4648; left out: nothing. */
  readonly base64?: readonly Base64Deviation[];
  /** Bytes that deflated data may grow to; left out: `LIMITS.inflatedBytes`. */
  readonly inflatedBytes?: number | undefined;
}

/** A value may have been escaped once too often, rarely twice; more is no message. */
const MAX_ESCAPES = 3;

/** XML text, and what it was made of. */
export interface DecodedValue {
  readonly xml: string;
  /** The bytes behind base64 and deflate, a byte order mark included; null where the XML came unencoded. */
  readonly octets: Uint8Array<ArrayBuffer> | null;
  /** How the text was read from these; null where the XML came unencoded. */
  readonly origin: TextOrigin | null;
}

/**
 * Decodes the value of a parameter to XML text: escapes, base64, deflate, text, whichever are there.
 * @param steps takes every step as it is done, so that those before a failure are known too
 * @throws WorkbenchError `input-empty`, `input-too-large`, `base64-invalid`, `deflate-*`, `text-undecodable`
 */
export function decodeValue(value: string, custom: ValueCustom, steps: DecodingStep[]): string {
  return decodeOctets(value, custom, steps).xml;
}

/** The same with the bytes that the text was made of, which is what SimpleSign signs. */
export function decodeOctets(value: string, custom: ValueCustom, steps: DecodingStep[]): DecodedValue {
  if (value.length > LIMITS.parameterChars) {
    throw new InputError('input-too-large', { size: value.length, limit: LIMITS.parameterChars });
  }
  if (value.trim() === '') throw new InputError('input-empty');
  if (isXml(value)) return { xml: takeXml(value, custom, steps), octets: null, origin: null };
  const plain = unescapeAgain(value, custom, steps);
  if (isXml(plain)) return { xml: takeXml(plain, custom, steps), octets: null, origin: null };
  return decodeEncoded(plain, custom, steps);
}

/** A byte order mark counts as white space here, as it does for `trim`. */
function isXml(text: string): boolean {
  return text.trimStart().startsWith('<');
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

/** Most have no percent sign, which takes far less time to find out than an expression does. */
function hasEscape(text: string): boolean {
  return text.includes('%') && /%[0-9A-Fa-f]{2}/.test(text);
}

/** Base64 has no percent sign: where one stands, escapes are left that somebody forgot or put in twice. */
function unescapeAgain(value: string, { isXmlFine }: ValueCustom, steps: DecodingStep[]): string {
  let plain = value;
  for (let round = 0; round < MAX_ESCAPES && hasEscape(plain); round++) {
    plain = decodePercent(plain, false).text;
    const isPasted = isXmlFine && round === 0;
    steps.push(makeStep(isPasted ? 'percent-decoded' : 'percent-decoded-again', {}, !isPasted));
  }
  return plain;
}

/**
 * Base64 with spaces can be read in two ways: they may be white space, or plus signs that a form decoder spoilt. If the
 * first reading is no whole message and the second is, the second counts; if neither is, the first one.
 */
function decodeEncoded(value: string, custom: ValueCustom, steps: DecodingStep[]): DecodedValue {
  const first = attempt(value, 'auto', custom);
  const isOpen = value.includes(' ') && !isWhole(first) && !isTooMuch(first.error);
  const second = isOpen ? attempt(value, 'plus', custom) : first;
  const chosen = isWhole(second) ? second : first;
  steps.push(...chosen.steps);
  if (chosen.error !== null) throw chosen.error;
  return chosen;
}

interface Attempt extends DecodedValue {
  readonly error: WorkbenchError | null;
  readonly steps: readonly DecodingStep[];
}

function attempt(value: string, spaces: 'auto' | 'plus', custom: ValueCustom): Attempt {
  const steps: DecodingStep[] = [];
  try {
    return { ...decodeAs(value, spaces, custom, steps), error: null, steps };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { xml: '', octets: null, origin: null, error, steps };
  }
}

function isWhole({ xml, error }: Attempt): boolean {
  return error === null && xml.trimEnd().endsWith('>');
}

/** A bomb is one in either reading. */
function isTooMuch(error: WorkbenchError | null): boolean {
  return WireError.is(error, 'deflate-too-large') || WireError.is(error, 'deflate-bomb');
}

function decodeAs(value: string, spaces: 'auto' | 'plus', custom: ValueCustom, steps: DecodingStep[]): DecodedValue {
  const { deflate, inflatedBytes } = custom;
  const octets = unwrapDeflate(unwrapBase64(value, spaces, steps, custom.base64), deflate, steps, inflatedBytes);
  const { text, steps: textSteps, origin } = readText(octets);
  steps.push(...textSteps);
  return { xml: trimXml(text, steps), octets, origin };
}
