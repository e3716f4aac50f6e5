import { describe, expect, it } from 'vitest';
import { describeStep } from '#shared/inspection/step-words.ts';

describe('steps in words', () => {
  it.each([
    [{ code: 'base64', facts: { deviations: '' }, deviation: false }, 'base64'],
    [
      { code: 'base64', facts: { deviations: 'base64url padding-missing' }, deviation: true },
      'base64url without padding',
    ],
    [
      { code: 'base64', facts: { deviations: 'line-breaks stray-bits' }, deviation: true },
      'base64 with line breaks, with stray bits at its end',
    ],
    [
      { code: 'inflate', facts: { format: 'raw', from: 1229, to: 4096, trailing: 0 }, deviation: false },
      'raw deflate, 1.2 KB -> 4.0 KB',
    ],
    [
      { code: 'inflate', facts: { format: 'zlib', from: 12, to: 999, trailing: 4 }, deviation: true },
      'zlib deflate, 12 bytes -> 999 bytes, 4 bytes of junk behind it',
    ],
    [{ code: 'text', facts: { encoding: 'UTF-8', byteOrderMark: 0 }, deviation: false }, 'UTF-8'],
    [
      { code: 'name-custom', facts: { name: '{name}<b>' }, deviation: true },
      'found by its content in the parameter {name}<b>',
    ],
    [{ code: 'of-another-version', facts: {}, deviation: false }, 'of-another-version'],
    [{ code: 'constructor', facts: {}, deviation: false }, 'constructor'],
  ])('%o', (step, words) => {
    expect(describeStep(step)).toBe(words);
  });
});
