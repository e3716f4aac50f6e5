import type { ThreadPool } from './thread-pool.ts';

/** Two kinds of threads, so that no work of seconds keeps work of milliseconds waiting. */
export interface ThreadPools {
  /** For jobs that take some 20 ms at most, so that many may wait. */
  readonly small: ThreadPool;
  /** For jobs that may take seconds. */
  readonly large: ThreadPool;
  /** Ends them; what is under way or waits is refused. */
  close(): Promise<void>;
}
