import type { XmlElement } from '#shared/xml/tree.ts';
import type { SignatureOutcome, SignatureReport } from './signature.ts';

const VALID: readonly SignatureOutcome[] = ['valid'];

/**
 * Whether an element's content is covered by a signature with one of the given outcomes: it is the
 * signed element or stands inside it. What stands inside the `ds:Signature` itself is left out of the
 * digest (the enveloped-signature transform), so that this signature does not cover it; another one
 * around both may.
 *
 * Read nothing that is not `signed` by a `valid` report. `unknown` only counts where the digest was
 * compared at all. Comments are never covered: read text with `textOf`.
 */
export function coverOf(
  element: XmlElement,
  reports: readonly SignatureReport[],
  outcomes: readonly SignatureOutcome[] = VALID,
): 'signed' | 'unsigned' {
  return coveringReport(element, reports, outcomes) === null ? 'unsigned' : 'signed';
}

/** The first report whose signature covers the element; null if none does. For saying by whom. */
export function coveringReport(
  element: XmlElement,
  reports: readonly SignatureReport[],
  outcomes: readonly SignatureOutcome[] = VALID,
): SignatureReport | null {
  return (
    reports.find((report) => outcomes.includes(report.outcome) && wasDigested(report) && covers(report, element)) ??
    null
  );
}

const BEST_FIRST: readonly SignatureOutcome[] = ['valid', 'unknown', 'invalid'];

/** The best signature over an element as a whole: its own or that of an element around it. Null where nothing signs it. */
export function bestCoverage(element: XmlElement, signatures: readonly SignatureReport[]): SignatureOutcome | null {
  return BEST_FIRST.find((outcome) => coveringReport(element, signatures, [outcome]) !== null) ?? null;
}

function wasDigested({ outcome, reason }: SignatureReport): boolean {
  return outcome !== 'unknown' || reason === 'embedded-key-only' || reason === 'no-key';
}

/** Whether a signature is over the element, or over one around it, whatever came of it. */
export function covers({ signed, element: signature }: SignatureReport, element: XmlElement): boolean {
  if (signed === null) return false;
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (at === signature) return false;
    if (at === signed) return true;
  }
  return false;
}
