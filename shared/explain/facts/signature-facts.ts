import type { RedirectSignatureReport, SignatureOutcome, SignatureReport } from '#shared/crypto/signature.ts';
import { SIGNATURE_REASONS } from '../words/signature-reasons.ts';
import { byShortUri, type Fact, type FactGroup, fact, group, noted } from './fact.ts';
import { type OutcomeWords, toneOf } from './verdict.ts';

/** One signature inside the XML: on what it is, why it does not hold, what it covers and how. */
export function signatureGroup(report: SignatureReport): FactGroup {
  const { on, id, signed, digests } = report;
  const facts = [
    ...fact('signs', noted(id, signed === null ? 'leads nowhere' : signed.localName)),
    ...algorithmFacts(report),
    ...fact('digest', byShortUri(report.digest)),
    ...fact('digest-stated', digests?.stated),
    ...fact('digest-computed', digests?.computed),
  ];
  return group(`On ${on}`, facts, headOf(report));
}

/** The signature in the parameters of a message, by redirect (saml-bindings 3.4.4.1) or by SimpleSign. */
export function parameterSignatureGroup(report: RedirectSignatureReport, isForm: boolean): FactGroup {
  const title = isForm ? "On the form's parameters" : "On the URL's parameters";
  return group(title, algorithmFacts(report), headOf(report));
}

function headOf(report: SignatureReport | RedirectSignatureReport): Pick<FactGroup, 'note' | 'tone'> {
  const { reason } = report;
  return { note: reason === null ? null : SIGNATURE_REASONS[reason], tone: toneOf(signatureVerdict(report)) };
}

function algorithmFacts({ algorithm }: SignatureReport | RedirectSignatureReport): readonly Fact[] {
  return fact('algorithm', byShortUri(algorithm));
}

/** How far an element can be believed, by the best signature over it. */
export function coverageVerdict(coverage: SignatureOutcome | null): OutcomeWords {
  if (coverage === 'valid') return { outcome: 'good', word: 'Signed and verified' };
  if (coverage === 'unknown') return { outcome: 'unknown', word: 'Signed, not verified' };
  if (coverage === 'invalid') return { outcome: 'bad', word: 'Signature does not hold' };
  return { outcome: 'neutral', word: 'Not signed' };
}

/** The outcome of one signature in a word. Only of what was computed may be said that it is intact. */
export function signatureVerdict({ outcome, reason }: Pick<SignatureReport, 'outcome' | 'reason'>): OutcomeWords {
  if (outcome === 'valid') return { outcome: 'good', word: 'Valid' };
  if (outcome === 'invalid') return { outcome: 'bad', word: 'Invalid' };
  if (reason === 'redacted') return { outcome: 'unknown', word: 'Redacted' };
  if (reason === 'embedded-key-only') return { outcome: 'unknown', word: 'Intact, by a key nobody vouches for' };
  return { outcome: 'unknown', word: reason === 'no-key' ? 'No key to verify with' : 'Not verified' };
}
