import { describe, expect, it } from 'vitest';
import { durationWords, latencyWords } from '#shared/base/duration-words.ts';

describe('durations in words', () => {
  it.each([
    [0, '0 ms'],
    [31, '31 ms'],
    [-31, '31 ms'],
    [1000, '1 second'],
    [61_000, '1 minute 1 second'],
    [300_000, '5 minutes'],
    [7_800_000, '2 hours 10 minutes'],
    [3 * 365 * 86_400_000, '3 years'],
  ])('%d ms is "%s"', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });

  it('names the two largest units only when they follow each other', () => {
    expect(durationWords(86_400_000 + 5000)).toBe('1 day');
  });
});

describe('how long a step took', () => {
  it.each([
    [146, '146 ms'],
    [999, '999 ms'],
    [1245, '1.2 s'],
    [59_000, '59.0 s'],
    [120_000, '2 minutes'],
  ])('%d is %s', (milliseconds, expected) => {
    expect(latencyWords(milliseconds)).toBe(expected);
  });
});
