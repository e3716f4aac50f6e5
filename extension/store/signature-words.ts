import type { RedirectSignatureReport, SignatureOutcome } from '#shared/crypto/signature.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { OutcomeWords } from '../kit/verdict.ts';
import { wordsFor } from './words.ts';

/** How far an element can be believed, by the best signature over it. */
export function verdictOfCoverage(coverage: SignatureOutcome | null): OutcomeWords {
  if (coverage === 'valid') return { outcome: 'good', word: 'Signed and verified' };
  if (coverage === 'unknown') return { outcome: 'unknown', word: 'Signed, not verified' };
  if (coverage === 'invalid') return { outcome: 'bad', word: 'Signature does not hold' };
  return { outcome: 'neutral', word: 'Not signed' };
}

/** The outcome of one signature in a word. */
export function verdictOfSignature(signature: Pick<RedirectSignatureReport, 'outcome' | 'reason'>): OutcomeWords {
  if (signature.outcome === 'valid') return { outcome: 'good', word: 'Valid' };
  if (signature.outcome === 'invalid') return { outcome: 'bad', word: 'Invalid' };
  return { outcome: 'unknown', word: wordForOpen(signature.reason) };
}

/** Only of what was computed may be said that it is intact. */
function wordForOpen(reason: RedirectSignatureReport['reason']): string {
  if (reason === 'redacted') return 'Redacted';
  if (reason === 'no-key') return 'No key to verify with';
  return reason === 'embedded-key-only' ? 'Intact, by a key nobody vouches for' : 'Not verified';
}

/**
 * What its finding says of a signature: `start` is where the Signature stands in the XML, null for one in the parameters.
 * Null where no finding is about it.
 */
export function explainSignature(
  findings: readonly Finding[],
  outcome: SignatureOutcome,
  start: number | null,
): string | null {
  const isMeant = ({ code, outcome: found, range, facts }: Finding): boolean => {
    if (outcome === 'unknown') return code === 'signature-untrusted' && found === 'unknown';
    return code === 'signature-invalid' && (start === null ? facts['on'] === 'query' : range?.start === start);
  };
  const finding = findings.find(isMeant);
  return finding === undefined ? null : wordsFor(finding).title;
}
