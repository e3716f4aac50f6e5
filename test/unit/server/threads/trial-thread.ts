import { parentPort } from 'node:worker_threads';
import type { FromThread, ToThread } from '#server/threads/job.ts';
import { serveJobs } from '#server/threads/serve-jobs.ts';
import { TRIAL_JOBS } from './trial-jobs.ts';

serveJobs(TRIAL_JOBS, {
  tell: (told: FromThread<unknown>) => parentPort?.postMessage(told),
  listen: (hear: (told: ToThread) => void) => parentPort?.on('message', hear),
});
