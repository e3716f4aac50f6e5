import { Worker } from 'node:worker_threads';
import { readWithNodeSaml, type SecondReaderInput, type SecondReading } from './node-saml.ts';

/** Up to so many end tags node-saml takes at most some tens of milliseconds; its time grows with the square. */
const MANY_ELEMENTS = 1500;

/** 20,000 values take some 15 seconds on a slow machine. */
const PATIENCE = 60_000;

/**
 * Has node-saml read a message. A large one is read in a thread of its own, so that nobody else waits, and
 * for so long at most. Only what our own checks accepted comes here: no stranger can start a thread.
 */
export function readSecond(input: SecondReaderInput): Promise<SecondReading> {
  return hasManyElements(input.xml) ? readInThread(input) : readWithNodeSaml(input);
}

function hasManyElements(xml: string): boolean {
  let count = 0;
  for (let at = xml.indexOf('</'); at >= 0 && count <= MANY_ELEMENTS; at = xml.indexOf('</', at + 2)) count += 1;
  return count > MANY_ELEMENTS;
}

async function readInThread(input: SecondReaderInput): Promise<SecondReading> {
  const worker = new Worker(new URL('./second-reader-thread.ts', import.meta.url), { workerData: input });
  const patience = setTimeout(() => void worker.terminate(), PATIENCE);
  try {
    return await new Promise<SecondReading>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve({ accepted: false, reason: `no verdict within ${PATIENCE / 1000} seconds` }));
    });
  } finally {
    clearTimeout(patience);
    await worker.terminate();
  }
}
