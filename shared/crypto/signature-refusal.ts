import type { SignatureOutcome, SignatureReason } from './signature.ts';

/** Why the reading of a signature ended before its verdict was known. */
export interface SignatureRefusal {
  readonly refused: SignatureReason;
  readonly outcome: Exclude<SignatureOutcome, 'valid'>;
}

/** A refusal that makes the signature invalid. */
export function refuseSignature(reason: SignatureReason): SignatureRefusal {
  return { refused: reason, outcome: 'invalid' };
}

/** A refusal that leaves open whether the signature is good. */
export function leaveOpen(reason: SignatureReason): SignatureRefusal {
  return { refused: reason, outcome: 'unknown' };
}

/** Whether a step gave a refusal instead of its result. */
export function isSignatureRefusal(result: object): result is SignatureRefusal {
  return 'refused' in result;
}
