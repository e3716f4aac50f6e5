import { parentPort } from 'node:worker_threads';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import type { FromThread, ToThread } from '#server/threads/job.ts';
import { serveJobs } from '#server/threads/serve-jobs.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { decideJob } from './decide-job.ts';
import { secondReaderJob } from './second-reader.ts';

/** A thread's whole life: it does one job of the gate after the other until it is ended (`gate-threads.ts`). */
useCryptoEngine(nodeEngine);
serveJobs([decideJob, secondReaderJob], {
  tell: (told: FromThread<unknown>) => parentPort?.postMessage(told),
  listen: (hear: (told: ToThread) => void) => parentPort?.on('message', hear),
});
