import { type ChildProcess, fork } from 'node:child_process';
import type { ReaderName } from './contenders.ts';
import { median } from './measure.ts';
import type { BenchResponse, BenchTrust } from './vectors.ts';

/** What every reader reads. */
export interface ReaderTask {
  readonly idp: BenchTrust;
  readonly response: BenchResponse;
  readonly now: number;
}

/** To a reader's process: what it is and reads, then a turn at a time. */
export type ReaderOrder =
  | ({ readonly type: 'prepare'; readonly name: ReaderName } & ReaderTask)
  | { readonly type: 'turn' };

/** Milliseconds for one reading in a turn; null for being ready. */
export interface ReaderAnswer {
  readonly ms: number | null;
}

const ROUNDS = 15;

/**
 * Times readers on the same bytes, each in a process of its own, as a server has but one of them: no reader's garbage is
 * collected in another's time. They are warmed up one after the other, and then take turns, so that whatever else the
 * machine does hits all of them alike.
 * @returns milliseconds for one reading, by name: the median of the turns
 */
export async function measureApart(
  names: readonly ReaderName[],
  task: ReaderTask,
): Promise<ReadonlyMap<string, number>> {
  const readers = names.map((name) => ({
    name,
    process: fork(new URL('./reader.ts', import.meta.url)),
    samples: [] as number[],
  }));
  try {
    for (const reader of readers) await ask(reader.process, { type: 'prepare', name: reader.name, ...task });
    for (let round = 0; round < ROUNDS; round++) {
      for (const reader of readers) reader.samples.push((await ask(reader.process, { type: 'turn' })) ?? Number.NaN);
    }
    return new Map(readers.map(({ name, samples }) => [name, median(samples)]));
  } finally {
    for (const reader of readers) reader.process.kill();
  }
}

function ask(reader: ChildProcess, order: ReaderOrder): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`A reader ended with ${code}.`));
    reader.once('exit', end);
    reader.once('message', ({ ms }: ReaderAnswer) => {
      reader.off('exit', end);
      resolve(ms);
    });
    reader.send(order);
  });
}
