import { describe, expect, it } from 'vitest';
import { readMoment, toClockTime, toLatency, toSpan, toUtc } from '../../../extension/store/times.ts';

describe('spans in words', () => {
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
    expect(toSpan(milliseconds)).toBe(words);
  });

  it('names the two largest units only when they follow each other', () => {
    expect(toSpan(86_400_000 + 5000)).toBe('1 day');
  });
});

describe('a moment that a person typed', () => {
  it.each([
    ['2026-11-22T10:43:12Z', '2026-11-22T10:43:12.000Z'],
    ['2026-11-22T10:43:12.345Z', '2026-11-22T10:43:12.345Z'],
    ['2026-11-22 10:43', '2026-11-22T10:43:00.000Z'],
    ['2026-11-22 10:43:12 UTC', '2026-11-22T10:43:12.000Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T10:43:12+0100', '2026-11-22T09:43:12.000Z'],
    ['2026-11-22T10:43:12+01:00', '2026-11-22T09:43:12.000Z'],
    ['1795344192000', '2026-11-22T10:43:12.000Z'],
  ])('%s is read', (text, iso) => {
    expect(new Date(readMoment(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each(['', 'yesterday', '22.11.2026', '2026-13-40T00:00:00Z', '2026-11-22T25:00:00Z', '1'])(
    '%j is none',
    (text) => {
      expect(readMoment(text)).toBeNull();
    },
  );
});

describe('moments on screen', () => {
  it('shows a dash or "unknown" where there is none', () => {
    expect(toClockTime(null)).toBe('–');
    expect(toClockTime(Number.NaN)).toBe('–');
    expect(toUtc(null)).toBe('unknown');
  });

  it('keeps milliseconds in UTC only where there are any', () => {
    expect(toUtc(Date.parse('2026-11-22T10:43:12Z'))).toBe('2026-11-22 10:43:12 UTC');
    expect(toUtc(Date.parse('2026-11-22T10:43:12.031Z'))).toBe('2026-11-22 10:43:12.031 UTC');
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
    expect(toLatency(milliseconds)).toBe(expected);
  });
});
