import { parentPort, workerData } from 'node:worker_threads';
import { makeSecondReading } from './second-reading.ts';

/** A thread's whole life: one message in (`SecondReaderInput`, from `second-reader.ts`), one reading out. */
parentPort?.postMessage(await makeSecondReading(workerData));
