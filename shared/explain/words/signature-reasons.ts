import type { SignatureReason } from '#shared/crypto/signature.ts';

/** Why a signature is not valid, in short. */
export const SIGNATURE_REASONS: Readonly<Record<SignatureReason, string>> = {
  structure: 'the Signature element is not built as it must be',
  'reference-count': 'it does not have exactly one Reference',
  'reference-empty': 'its Reference names no element',
  'reference-foreign': 'its Reference points at another element than the one it stands in',
  'reference-missing': 'no element has the ID that its Reference names',
  'reference-ambiguous': 'several elements have the ID that its Reference names',
  'transform-forbidden': 'it uses a transform that SAML forbids',
  'algorithm-unsupported': 'its algorithm is not supported',
  'algorithm-weak': 'its algorithm is broken',
  'digest-mismatch': 'what is signed was changed after signing',
  'content-closed': 'what is signed is in part encrypted: it was signed before that, or changed; the key would tell',
  'signature-mismatch': 'the signature value fits none of the keys',
  'wrong-key': 'it was made with another key than the trusted ones',
  'embedded-key-only': 'intact, but only by the key it brings along, which nobody vouches for',
  'no-key': 'there is no key to verify it with',
  redacted: 'it was replaced by a redaction, and says nothing any more',
  'not-examined': 'it lies beyond the limit of what is examined',
};
