import { describe, expect, it } from 'vitest';
import { momentWords } from '#shared/base/instant.ts';
import { readMoment, toClockTime } from '../../../../extension/store/base/times.ts';

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
    expect(momentWords(null)).toBe('unknown');
  });

  it('keeps milliseconds in UTC only where there are any', () => {
    expect(momentWords(Date.parse('2026-11-22T10:43:12Z'))).toBe('2026-11-22 10:43:12 UTC');
    expect(momentWords(Date.parse('2026-11-22T10:43:12.031Z'))).toBe('2026-11-22 10:43:12.031 UTC');
  });
});
