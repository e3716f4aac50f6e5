import { describe, expect, it } from 'vitest';
import { verdictOfSignature } from '../../../../extension/store/signature-words.ts';

describe('a signature that is neither valid nor invalid', () => {
  it.each([
    ['embedded-key-only', 'Intact, by a key nobody vouches for'],
    ['no-key', 'No key to verify with'],
    ['redacted', 'Redacted'],
    // Nothing was computed: whether it is intact nobody knows.
    ['algorithm-unsupported', 'Not verified'],
    ['not-examined', 'Not verified'],
  ] as const)('because of %s is called “%s”', (reason, word) => {
    expect(verdictOfSignature({ outcome: 'unknown', reason })).toEqual({ outcome: 'unknown', word });
  });
});
