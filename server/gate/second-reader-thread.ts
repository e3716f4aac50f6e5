import { parentPort, workerData } from 'node:worker_threads';
import { readWithNodeSaml } from './node-saml.ts';

/** A thread's whole life: one message in (`SecondReaderInput`, from `second-reader.ts`), one reading out. */
parentPort?.postMessage(await readWithNodeSaml(workerData));
