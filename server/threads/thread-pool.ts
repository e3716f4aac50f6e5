import { availableParallelism } from 'node:os';
import type { WorkbenchError } from '#shared/base/errors.ts';
import type { Ask, Job } from './job.ts';
import { PoolThread } from './pool-thread.ts';
import { ThreadError } from './thread-error.ts';

/** How much a pool may take; what is left out has a default. */
export interface PoolOptions {
  /** Threads at most; one processor is left to the server's own thread, and four are enough for any. */
  readonly threads?: number;
  /** Jobs that wait for a thread; one more is refused at once. */
  readonly queue?: number;
  /** Milliseconds that a job waits for a thread at most: whoever sent the message should still be there. */
  readonly queuePatience?: number;
  /** Megabytes of memory for each thread's objects. */
  readonly memory?: number;
  /** The file that a thread runs; it calls `serveJobs`. */
  readonly script: URL;
}

interface WaitingJob {
  readonly start: (thread: PoolThread) => void;
  readonly refuse: (error: Error) => void;
}

/**
 * A fixed small number of threads for work that must not hold up the server: bounded in threads, in memory, in what
 * waits and in time. A thread begins with the first job that needs it. One that crashes, or is still at a job when its
 * time is over, is ended, and another takes its place.
 *
 * Piscina can bound all of this as well, but counts a job's time while it waits, and has no way back for questions.
 */
export class ThreadPool {
  readonly #size: number;
  readonly #queueSize: number;
  readonly #queuePatience: number;
  readonly #memory: number;
  readonly #script: URL;
  readonly #threads = new Set<PoolThread>();
  readonly #idle: PoolThread[] = [];
  readonly #queue = new Set<WaitingJob>();
  #isClosed = false;

  constructor({ threads, queue, queuePatience = 5_000, memory = 256, script }: PoolOptions) {
    this.#size = threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
    this.#queueSize = queue ?? 4 * this.#size;
    this.#queuePatience = queuePatience;
    this.#memory = memory;
    this.#script = script;
  }

  /**
   * Has a thread do a job.
   * @param answer to the questions that the job asks
   * @throws WorkbenchError `threads-busy` (at once, or after the wait), `work-overdue`, `work-memory`; and what the job throws
   */
  async run<Input, Output>(job: Job<Input, Output>, input: Input, answer: Ask = never): Promise<Output> {
    const thread = await this.#thread();
    try {
      return await thread.run(job, input, answer);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** Ends every thread; jobs under way and waiting are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { refuse } of this.#queue) refuse(busy());
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #thread(): PoolThread | Promise<PoolThread> {
    if (this.#isClosed) throw busy();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#threads.size < this.#size) return this.#newThread();
    if (this.#queue.size >= this.#queueSize) throw busy();
    return this.#wait();
  }

  #newThread(): PoolThread {
    const thread = new PoolThread(this.#script, this.#memory, () => this.#forget(thread));
    this.#threads.add(thread);
    return thread;
  }

  #wait(): Promise<PoolThread> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.#queue.delete(waiting);
      };
      const waiting: WaitingJob = {
        start: (thread) => {
          leave();
          resolve(thread);
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiting.refuse(busy()), this.#queuePatience);
      this.#queue.add(waiting);
    });
  }

  /** A thread that has ended has been forgotten already: its place goes to a new one. */
  #giveBack(thread: PoolThread): void {
    const [next] = this.#queue;
    if (thread.hasEnded) {
      if (next !== undefined && !this.#isClosed && this.#threads.size < this.#size) next.start(this.#newThread());
    } else if (next === undefined) this.#idle.push(thread);
    else next.start(thread);
  }

  /** Also of a thread that ended while it had nothing to do. */
  #forget(thread: PoolThread): void {
    this.#threads.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

function busy(): WorkbenchError {
  return new ThreadError('threads-busy');
}

const never: Ask = async () => {
  throw new Error('this job has nobody to ask');
};
