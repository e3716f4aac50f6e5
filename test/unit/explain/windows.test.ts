import { describe, expect, it } from 'vitest';
import { toWindow } from '#shared/explain/facts/windows.ts';

const NOON = Date.UTC(2026, 0, 12, 12);
const instant = (time: number) => ({ text: new Date(time).toISOString(), time });
const FROM = instant(NOON);
const UNTIL = instant(NOON + 300_000);

describe('a window of validity against the clock', () => {
  it.each([
    [NOON, 'inside', 'Received in time, 5 minutes before its end', 0],
    [NOON + 150_000, 'inside', 'Received in time, 2 minutes 30 seconds before its end', 0.5],
    [NOON - 30_000, 'early', 'Received 30 seconds before it began', -0.1],
    [NOON + 330_000, 'late', 'Received 30 seconds after it ended', 1.1],
  ])('at %d it is %s', (at, state, words, position) => {
    expect(toWindow('conditions-window', FROM, UNTIL, at)).toMatchObject({ state, words, position });
  });

  it('does not hold at its very end (saml-core 2.5.1.2)', () => {
    expect(toWindow('conditions-window', FROM, UNTIL, NOON + 300_000)).toMatchObject({
      state: 'late',
      words: 'Received at the moment it ended',
    });
  });

  it('is unknown without a clock, without times, and with times that are none', () => {
    expect(toWindow('conditions-window', FROM, UNTIL, null)).toMatchObject({ state: 'unknown', position: null });
    expect(toWindow('conditions-window', null, null, NOON)).toMatchObject({
      state: 'unknown',
      words: 'It states no time',
    });
    expect(toWindow('conditions-window', { text: 'soon', time: null }, null, NOON)).toMatchObject({ state: 'unknown' });
  });

  it('may be open at either side, and then has no picture', () => {
    expect(toWindow('conditions-window', FROM, null, NOON)).toMatchObject({
      state: 'inside',
      words: 'Received in time; it has no end',
      position: null,
    });
    expect(toWindow('conditions-window', null, UNTIL, NOON)).toMatchObject({ state: 'inside', position: null });
  });

  it('that ends before it begins has no picture', () => {
    expect(toWindow('conditions-window', UNTIL, FROM, NOON)).toMatchObject({ position: null });
  });
});
