import { ThreadPool } from '#server/threads/thread-pool.ts';

/** The threads for what would hold up everybody else: large messages, and second readings of much. */
export function gateThreads(): ThreadPool {
  return new ThreadPool({ script: new URL('./gate-thread.ts', import.meta.url) });
}
