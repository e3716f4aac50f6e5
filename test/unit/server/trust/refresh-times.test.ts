import { describe, expect, test } from 'vitest';
import { nextAttempt, nextRefresh, REFRESH_TIMES } from '#server/trust/refresh-times.ts';
import { parseDuration } from '#shared/base/duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 0, 1);
const next = (cacheDuration: number | null, validUntil: number | null = null, random = 0.5): number =>
  nextRefresh({ cacheDuration, validUntil }, NOW, REFRESH_TIMES, random);

describe('the next refresh', () => {
  test('is in an hour, or as soon as the metadata may not be kept longer', () => {
    expect(next(null)).toBe(HOUR);
    expect(next(6 * HOUR)).toBe(6 * HOUR);
    expect(next(1000)).toBe(MINUTE);
    expect(next(365 * 24 * HOUR)).toBe(24 * HOUR);
  });

  test('comes twice before the metadata ends', () => {
    expect(next(6 * HOUR, NOW + 2 * HOUR)).toBe(HOUR);
    expect(next(null, NOW - HOUR)).toBe(MINUTE);
  });

  test('is a tenth sooner or later, so that many do not come at once', () => {
    expect([next(HOUR, null, 0), next(HOUR, null, 1)]).toEqual([54 * MINUTE, 66 * MINUTE]);
  });
});

test('after failures it is tried less and less often, and never less often than usual', () => {
  const waits = [1, 2, 3, 4, 7, 100, 10_000].map((failures) => nextAttempt(failures, REFRESH_TIMES, 0.5) / MINUTE);
  expect(waits).toEqual([1, 2, 4, 8, 60, 60, 60]);
});

test.each([
  ['PT1H', HOUR],
  ['P1D', 24 * HOUR],
  ['P1Y2M3DT4H5M6.7S', (365 + 60 + 3) * 24 * HOUR + 4 * HOUR + 5 * MINUTE + 6000],
  ['PT0S', 0],
  [' PT5M ', 5 * MINUTE],
  ['-PT1H', null],
  ['P', null],
  ['PT', null],
  ['P1H', null],
  ['1H', null],
  ['P1DT', null],
  ['PT1000000000000H', null],
])('the duration %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
