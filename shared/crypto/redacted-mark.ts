/** `redacted` in ASCII. */
const MARK = Uint8Array.of(0x72, 0x65, 0x64, 0x61, 0x63, 0x74, 0x65, 0x64);

/**
 * Whether a signature value was put there by our redaction, which makes such values begin with a mark: it then says nothing
 * about who signed or whether anything was changed, and the outcome is `unknown`. Of sound signatures one in 2^64 begins so.
 */
export function isRedactedSignature(value: Uint8Array): boolean {
  return value.length > MARK.length && MARK.every((byte, index) => value[index] === byte);
}

/** Puts the mark onto the start of a value that is not shorter than it; gives the same array. */
export function markRedacted<Bytes extends Uint8Array>(value: Bytes): Bytes {
  if (value.length > MARK.length) value.set(MARK);
  return value;
}
