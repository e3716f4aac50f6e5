import { encodeUtf8 } from '#shared/base/bytes.ts';

const MARK = encodeUtf8('redacted');
/** Behind the mark: the redaction was told that the digest did not fit. */
const BROKEN = encodeUtf8('redacted: broken');

/**
 * Whether a signature value was put there by our redaction, which makes such values begin with a mark: it then says nothing
 * about who signed or whether anything was changed, and the outcome is `unknown`. Of sound signatures one in 2^64 begins so.
 */
export function isRedactedSignature(value: Uint8Array): boolean {
  return beginsWith(value, MARK);
}

/** Whether the redaction was told that what this value stands for did not fit what was signed. Whoever forges that is refused. */
export function wasBroken(value: Uint8Array): boolean {
  return beginsWith(value, BROKEN);
}

/** Puts the mark onto the start of a value that is not shorter than it; gives the same array. */
export function markRedacted<Bytes extends Uint8Array>(value: Bytes, broken: boolean): Bytes {
  const mark = broken && value.length > BROKEN.length ? BROKEN : MARK;
  if (value.length > mark.length) value.set(mark);
  return value;
}

function beginsWith(value: Uint8Array, mark: Uint8Array): boolean {
  return value.length > mark.length && mark.every((byte, index) => value[index] === byte);
}
