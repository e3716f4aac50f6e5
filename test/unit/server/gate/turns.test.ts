import { expect, test } from 'vitest';
import { Turns } from '#server/gate/turns.ts';

test('work is done in the order of asking, and between any two pieces others get their turn', async () => {
  const turns = new Turns(10);
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

test('no more wait than may; once these are done, others may again', async () => {
  const turns = new Turns(2);
  const waiting = [turns.take(), turns.take()];
  await expect(turns.take()).rejects.toMatchObject({ code: 'threads-busy' });
  await Promise.all(waiting);
  await turns.take();
});
