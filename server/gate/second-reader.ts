import type { Job } from '#server/threads/job.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import { makeSecondReading, type SecondReaderInput, type SecondReading } from './second-reading.ts';

/** How a message is had read a second time. */
export type SecondReader = (input: SecondReaderInput) => Promise<SecondReading>;

/**
 * Milliseconds of any job of the gate: no thread is kept longer, however much an IdP has signed. What
 * `LIMITS.secondReadingTags` allow takes half of it, the worst there is nearly all.
 */
export const GATE_PATIENCE = 30_000;

/** Up to so many tags it all takes at most some tens of milliseconds; node-saml's time grows with the square. */
const MANY_TAGS = 2000;

/** The second reading in a thread. */
export const secondReaderJob: Job<SecondReaderInput, SecondReading> = {
  name: 'second-reader',
  patience: GATE_PATIENCE,
  run: makeSecondReading,
};

/** Reads at once what is small, and in a thread what would hold up everybody else. */
export function secondReaderWith(threads: ThreadPool): SecondReader {
  return (input) => (hasManyTags(input) ? threads.run(secondReaderJob, input) : makeSecondReading(input));
}

function hasManyTags({ text, signature }: SecondReaderInput): boolean {
  return countTags(text) > MANY_TAGS || (signature?.kind === 'xml' && countTags(signature.document) > MANY_TAGS);
}

/** Tags of an XML text, comments and the like included: what readers' time grows with. */
export function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) count += 1;
  return count;
}
