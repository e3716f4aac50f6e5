import type { SignatureOutcome, SignatureReport } from '#shared/crypto/signature.ts';
import { coveringReport } from '#shared/crypto/what-is-signed.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** A stretch of the XML text that a signature covers. Offsets into `XmlDocument.text`. */
export interface SignedRange {
  readonly start: number;
  readonly end: number;
  readonly outcome: SignatureOutcome;
}

/** What each signature's digest covers, in document order. A reference that leads nowhere covers nothing. */
export function signedRanges(signatures: readonly SignatureReport[]): SignedRange[] {
  return signatures
    .flatMap(({ signed, outcome }) => (signed === null ? [] : [{ start: signed.start, end: signed.end, outcome }]))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

const BEST_FIRST: readonly SignatureOutcome[] = ['valid', 'unknown', 'invalid'];

/** The best signature over an element as a whole: its own or that of an element around it. Null where nothing signs it. */
export function coverageOf(element: XmlElement, signatures: readonly SignatureReport[]): SignatureOutcome | null {
  return BEST_FIRST.find((outcome) => coveringReport(element, signatures, [outcome]) !== null) ?? null;
}
