import type { SignatureOutcome, SignatureReport } from '#shared/crypto/signature.ts';

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
