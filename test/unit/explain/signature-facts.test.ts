import { describe, expect, it } from 'vitest';
import { signatureVerdict } from '#shared/explain/facts/signature-facts.ts';

describe('a signature that is neither valid nor invalid', () => {
  it.each([
    ['embedded-key-only', 'Intact, by a key nobody vouches for'],
    ['no-key', 'No key to verify with'],
    ['redacted', 'Redacted'],
    // Nothing was computed: whether it is intact nobody knows.
    ['algorithm-unsupported', 'Not verified'],
    ['not-examined', 'Not verified'],
  ] as const)('because of %s is called “%s”', (reason, word) => {
    expect(signatureVerdict({ outcome: 'unknown', reason })).toEqual({ outcome: 'unknown', word });
  });
});
