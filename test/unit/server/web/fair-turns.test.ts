import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FairTurns } from '#server/web/fair-turns.ts';

const PATIENCE = 60_000;

/** Adds one that says in `done` what came of it. */
function waits(turns: FairTurns, done: string[], name: string, origin = name.charAt(0)) {
  const waiting = { origin, go: () => void done.push(name), lose: () => void done.push(`${name} lost`) };
  turns.add(waiting);
  return waiting;
}

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) await nextRound();
}

test('one goes on in each round, those who bring it by turns', async () => {
  const turns = new FairTurns({ most: 10, patience: PATIENCE });
  const done: string[] = [];
  for (const name of ['a1', 'a2', 'a3', 'b1']) waits(turns, done, name);
  expect(done).toEqual([]);
  await rounds(1);
  expect(done).toEqual(['a1']);
  await rounds(10);
  expect(done).toEqual(['a1', 'b1', 'a2', 'a3']);
  waits(turns, done, 'c1');
  await rounds(3);
  expect(done.at(-1)).toBe('c1');
});

test('newcomers come first, for a while', async () => {
  const patient = new FairTurns({ most: 10, patience: PATIENCE });
  const impatient = new FairTurns({ most: 10, patience: 0 });
  const [done, doneAtOnce]: [string[], string[]] = [[], []];
  waits(patient, done, 'a1');
  waits(impatient, doneAtOnce, 'a1');
  for (let round = 0; round < 5; round++) {
    patient.noteNewcomer();
    impatient.noteNewcomer();
    await rounds(1);
  }
  expect([done, doneAtOnce]).toEqual([[], ['a1']]);
  await rounds(3);
  expect(done).toEqual(['a1']);
});

test('what waits no more does not go on; where there is no room, whoever has the most loses', async () => {
  const turns = new FairTurns({ most: 3, patience: PATIENCE });
  const done: string[] = [];
  const [first] = ['a1', 'a2', 'a3'].map((name) => waits(turns, done, name));
  waits(turns, done, 'b1');
  expect(done).toEqual(['a3 lost']);
  if (first !== undefined) turns.remove(first);
  await rounds(10);
  expect(done).toEqual(['a3 lost', 'a2', 'b1']);
});
