import { Worker } from 'node:worker_threads';
import { makeSecondReading, type SecondReaderInput, type SecondReading } from './second-reading.ts';

/** Up to so many tags it all takes at most some tens of milliseconds; node-saml's time grows with the square. */
const MANY_TAGS = 2000;

/** `LIMITS.secondReadingTags` take node-saml up to 30 seconds of processor time. */
const PATIENCE = 60_000;

/**
 * Has a message read a second time. A large one is read in a thread of its own, so that nobody else waits, and
 * for so long at most. Only what our own checks accepted comes here: no stranger can start a thread.
 */
export function readSecond(input: SecondReaderInput): Promise<SecondReading> {
  return hasManyTags(input) ? readInThread(input) : makeSecondReading(input);
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

async function readInThread(input: SecondReaderInput): Promise<SecondReading> {
  const worker = new Worker(new URL('./second-reader-thread.ts', import.meta.url), { workerData: input });
  const patience = setTimeout(() => void worker.terminate(), PATIENCE);
  try {
    return await new Promise<SecondReading>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve({ read: false, reason: `no verdict within ${PATIENCE / 1000} seconds` }));
    });
  } finally {
    clearTimeout(patience);
    await worker.terminate();
  }
}
