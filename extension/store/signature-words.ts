import type { RedirectSignatureReport, SignatureOutcome, SignatureReason } from '#shared/crypto/signature.ts';
import type { Verdict } from './outcome.ts';

/** How far an element can be believed, by the best signature over it. */
export function verdictOfCoverage(coverage: SignatureOutcome | null): Verdict {
  if (coverage === 'valid') return { outcome: 'good', word: 'Signed and verified' };
  if (coverage === 'unknown') return { outcome: 'unknown', word: 'Signed, not verified' };
  if (coverage === 'invalid') return { outcome: 'bad', word: 'Signature does not hold' };
  return { outcome: 'neutral', word: 'Not signed' };
}

/** The outcome of one signature in a word. */
export function verdictOfSignature(signature: Pick<RedirectSignatureReport, 'outcome' | 'reason'>): Verdict {
  if (signature.outcome === 'valid') return { outcome: 'good', word: 'Valid' };
  if (signature.outcome === 'invalid') return { outcome: 'bad', word: 'Invalid' };
  if (signature.reason === 'redacted') return { outcome: 'unknown', word: 'Redacted' };
  return {
    outcome: 'unknown',
    word: signature.reason === 'no-key' ? 'No key to verify with' : 'Intact, by a key nobody vouches for',
  };
}

const REASONS: Readonly<Record<SignatureReason, string>> = {
  structure:
    'The Signature element is not built as the standard says: parts are missing, twice, or do not belong there.',
  'reference-count': 'It must have exactly one Reference, and has none or several.',
  'reference-empty': 'Its Reference names no ID, so what it signs is not the element around it.',
  'reference-foreign': 'It signs another element than the one that holds it. This is how signature wrapping looks.',
  'reference-missing': 'No element has the ID that it refers to.',
  'reference-ambiguous': 'Several elements have the ID that it refers to: which one is signed depends on the reader.',
  'transform-forbidden': 'It asks for a transform that SAML does not allow.',
  'algorithm-unsupported': 'Its algorithm is not one that can be verified here.',
  'algorithm-weak': 'Its algorithm is broken and proves nothing.',
  'digest-mismatch':
    'The signed element was changed after it was signed: its digest is another one. Pretty-printing is enough for that.',
  'content-closed':
    'Its digest does not fit what arrived, and part of what it covers is encrypted. Either that was signed before it was encrypted, or something was changed: give the private key that opens it, and it can be told.',
  'signature-mismatch':
    'The signature value does not fit: it was made with another key, or what it covers was changed.',
  'wrong-key':
    'It is intact, but was made with another key than the trusted ones. The IdP may have rolled its certificate.',
  'embedded-key-only':
    'It is intact, but only by the certificate that came with it. Anybody can put one there: compare its fingerprint, or give the metadata.',
  'no-key': 'There is nothing to verify it with: give the metadata of the signer, or its certificate.',
  redacted: 'It was replaced when the file was redacted: whether the message was sound can no longer be told.',
  'not-examined': 'There are more signatures in this message than are examined.',
};

/** What came out for one signature, in one or two sentences. */
export function explainSignature({ outcome, reason }: Pick<RedirectSignatureReport, 'outcome' | 'reason'>): string {
  if (reason !== null) return REASONS[reason];
  return outcome === 'valid'
    ? 'What it covers is exactly what the holder of the key signed.'
    : 'It could not be verified.';
}
