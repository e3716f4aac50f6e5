import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '#shared/base/instant.ts';

describe('xs:dateTime', () => {
  it.each([
    ['2026-11-22T09:43:27Z', Date.UTC(2026, 10, 22, 9, 43, 27)],
    ['2026-11-22T09:43:27.172Z', Date.UTC(2026, 10, 22, 9, 43, 27, 172)],
    ['2026-11-22T09:43:27.1Z', Date.UTC(2026, 10, 22, 9, 43, 27, 100)],
    ['2026-11-22T09:43:27.1729999Z', Date.UTC(2026, 10, 22, 9, 43, 27, 172)],
    ['2026-11-22T09:43:27+01:00', Date.UTC(2026, 10, 22, 8, 43, 27)],
    ['2026-11-22T09:43:27-05:30', Date.UTC(2026, 10, 22, 15, 13, 27)],
    ['2026-11-22T24:00:00Z', Date.UTC(2026, 10, 23)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    [' \n2026-11-22T09:43:27Z\t', Date.UTC(2026, 10, 22, 9, 43, 27)],
    ['1969-12-31T23:59:59.999Z', -1],
    ['0001-01-01T00:00:00Z', -62135596800000],
    ['12026-01-01T00:00:00Z', Date.parse('+012026-01-01T00:00:00Z')],
  ])('reads %j', (text, time) => {
    expect(parseInstant(text)).toBe(time);
  });

  it('takes a time without zone as UTC, the only zone that SAML has (saml-core 1.3.3)', () => {
    expect(parseInstant('2026-11-22T09:43:27')).toBe(parseInstant('2026-11-22T09:43:27Z'));
  });

  it.each([
    '',
    '2026-11-22',
    '2026-11-22 09:43:27Z',
    '2026-11-22T09:43Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T24:00:01Z',
    '2026-11-22T24:00:00.001Z',
    '2026-11-22T09:60:00Z',
    '2026-11-22T09:43:60Z',
    '2026-11-22T09:43:27.Z',
    '2026-11-22T09:43:27+14:01',
    '2026-11-22T09:43:27+01:60',
    '2026-11-22T09:43:27+0100',
    '0000-01-01T00:00:00Z',
    '-2026-11-22T09:43:27Z',
    '٢٠٢٦-11-22T09:43:27Z',
    'Sun, 22 Nov 2026 09:43:27 GMT',
  ])('finds no instant in %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is linear in hostile white space and digits', () => {
    expect(parseInstant(`x${' '.repeat(1_000_000)}x`)).toBeNull();
    expect(parseInstant(`${' '.repeat(1_000_000)}x`)).toBeNull();
    expect(parseInstant(`2026-11-22T09:43:27.${'1'.repeat(1_000_000)}Z`)).toBe(Date.UTC(2026, 10, 22, 9, 43, 27, 111));
  });
});

describe('writing', () => {
  it('is UTC with milliseconds, and reads back', () => {
    const time = Date.UTC(2026, 10, 22, 9, 43, 27, 172);
    expect(formatInstant(time)).toBe('2026-11-22T09:43:27.172Z');
    expect(parseInstant(formatInstant(time))).toBe(time);
  });
});
