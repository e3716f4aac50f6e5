import { expect, test } from 'vitest';
import { FairTurns } from '#server/web/fair-turns.ts';
import { SlowLane } from '#server/web/slow-lane.ts';

/** A lane, and what came of those that waited in it. */
function makeLane(most: number, gap: number) {
  const done: string[] = [];
  const lane = new SlowLane(new FairTurns({ most: 10, patience: 0 }), {
    ...{ most, gap },
    rankOf: (origin) => (origin === 'z' ? 2 : 1),
  });
  const add = (name: string) => {
    const waiting = {
      origin: name.charAt(0),
      go: () => void done.push(name),
      lose: () => void done.push(`${name} lost`),
    };
    lane.add(waiting);
    return waiting;
  };
  return { lane, done, add };
}

test('the first goes on, the next after a while, by turns of those who bring them and the worst last', async () => {
  const { done, add } = makeLane(10, 20);
  for (const name of ['z1', 'a1', 'a2', 'b1']) add(name);
  expect(done).toEqual([]);
  const start = performance.now();
  await expect.poll(() => done).toEqual(['a1', 'b1', 'a2', 'z1']);
  // No less than three gaps, but for what a timer may be early.
  expect(performance.now() - start).toBeGreaterThan(50);
});

test('who waits no more does not go on; where there is no room, the worst loses', async () => {
  const { lane, done, add } = makeLane(2, 1);
  add('z1');
  lane.remove(add('a1'));
  add('b1');
  add('c1');
  expect(done).toEqual(['z1 lost']);
  await expect.poll(() => done).toEqual(['z1 lost', 'b1', 'c1']);
});
