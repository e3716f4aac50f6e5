import { parentPort } from 'node:worker_threads';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import type { FromThread, ToThread } from '#server/threads/job.ts';
import { serveJobs } from '#server/threads/serve-jobs.ts';
import { searchIdpsJob } from '#server/trust/list-idps.ts';
import { takeIdpJob } from '#server/trust/taken-idp.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { decideJob, decideSmallJob } from './decide-job.ts';

/** A thread's whole life: it does one job of the gate after the other until it is ended (`gate-threads.ts`). */
useCryptoEngine(nodeEngine);
serveJobs([decideJob, decideSmallJob, takeIdpJob, searchIdpsJob], {
  tell: (told: FromThread<unknown>) => parentPort?.postMessage(told),
  listen: (hear: (told: ToThread) => void) => parentPort?.on('message', hear),
});
