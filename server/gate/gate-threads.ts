import { availableParallelism } from 'node:os';
import { ThreadPool } from '#server/threads/thread-pool.ts';
import type { ThreadPools } from '#server/threads/thread-pools.ts';
import { rankOfOrigin } from '#server/web/request-turns.ts';

/** Small messages that wait for each thread: two seconds of work of the worst of them. */
const SMALL_QUEUE = 100;

/** The threads in which the gate decides about messages; none is started before it is needed. */
export function gateThreads(): ThreadPools {
  const script = new URL('./gate-thread.ts', import.meta.url);
  const threads = Math.max(1, Math.min(2, availableParallelism() - 1));
  const pool = { script, rankOf: rankOfOrigin };
  const small = new ThreadPool({ ...pool, threads, queue: SMALL_QUEUE * threads, queuePatience: 10_000 });
  const large = new ThreadPool(pool);
  return { small, large, close: async () => void (await Promise.all([small.close(), large.close()])) };
}
