import { expect, test } from 'vitest';
import { nextRound, Turns } from '#server/web/turns.ts';

test('each goes on in the order of asking, and between any two others get their turn', async () => {
  const turns = new Turns(nextRound);
  const done: string[] = [];
  let rounds = 0;
  const others = (): void => {
    rounds += 1;
    if (done.length < 3) setImmediate(others);
  };
  setImmediate(others);
  const at: number[] = [];
  await Promise.all(
    ['first', 'second', 'third'].map(async (name) => {
      await turns.take();
      done.push(name);
      at.push(rounds);
    }),
  );
  expect(done).toEqual(['first', 'second', 'third']);
  expect(new Set(at).size).toBe(3);
});
