import { describe, expect, test } from 'vitest';
import { countGuesses } from '#server/admin/guesses.ts';

function world() {
  const waits: number[] = [];
  const clock = { now: 0 };
  const held: (() => void)[] = [];
  const guesses = countGuesses({
    uptime: () => clock.now,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return new Promise((resolve) => held.push(resolve));
    },
  });
  return { guesses, waits, clock, held };
}

describe('wrong tokens', () => {
  test('wait longer each time, up to 8 seconds, by address', async () => {
    const { guesses, waits, held } = world();
    const pending = Array.from({ length: 8 }, () => guesses.delay('192.0.2.1'));
    pending.push(guesses.delay('192.0.2.2'));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 250]);
    for (const go of held) go();
    expect(await Promise.all(pending)).toEqual(Array(9).fill(true));
  });

  test('are forgotten a quarter of an hour after the last', () => {
    const { guesses, waits, clock } = world();
    void guesses.delay('192.0.2.1');
    clock.now = 14 * 60_000;
    void guesses.delay('192.0.2.1');
    clock.now = 30 * 60_000;
    void guesses.delay('192.0.2.1');
    expect(waits).toEqual([250, 500, 250]);
  });

  test('hold 200 connections at most; beyond, the answer is at once that there are too many', async () => {
    const { guesses, waits, held } = world();
    const first = Array.from({ length: 200 }, (_, index) => guesses.delay(`192.0.2.${index}`));
    expect(await guesses.delay('198.51.100.1')).toBe(false);
    expect(waits).toHaveLength(200);
    for (const go of held) go();
    await Promise.all(first);
    void guesses.delay('198.51.100.2');
    expect(waits).toHaveLength(201);
  });
});
