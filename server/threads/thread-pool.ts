import { availableParallelism } from 'node:os';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { FairQueue } from './fair-queue.ts';
import type { Ask, Job } from './job.ts';
import { PoolThread } from './pool-thread.ts';
import { ThreadError } from './thread-error.ts';

/** How much a pool may take; what is left out has a default. */
export interface PoolOptions {
  /** Threads at most; one processor is left to the server's own thread, and four are enough for any. */
  readonly threads?: number;
  /** Jobs that wait for a thread; where there are more, the newest of whoever has the most waiting is refused. */
  readonly queue?: number;
  /** Milliseconds that a job waits for a thread at most: whoever sent the message should still be there. */
  readonly queuePatience?: number;
  /** Megabytes of memory for each thread's objects. */
  readonly memory?: number;
  /** Which origins come later: those of a higher rank; left out: all are equal. */
  readonly rankOf?: (origin: string) => number;
  /** The file that a thread runs; it calls `serveJobs`. */
  readonly script: URL;
}

/** Whoever waits for a job; what is left out: nobody in particular, who stays. */
export interface JobGiver {
  /** Answers the questions that the job asks. */
  readonly answer?: Ask;
  /** Where they come from: of several origins each in turn is served. */
  readonly origin?: string;
  /** Aborted once nobody waits for the outcome: a job that has not begun never will. Its reason is what is thrown. */
  readonly gone?: AbortSignal;
}

interface WaitingJob {
  readonly start: (thread: PoolThread) => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * A fixed small number of threads for work that must not hold up the server: bounded in threads, in memory, in what
 * waits and in time. Whoever has many jobs waiting keeps nobody else's out (`FairQueue`). A thread begins with the first
 * job that needs it. One that crashes, or is still at a job when its
 * time is over, is ended, and another takes its place.
 *
 * Piscina can bound all of this as well, but counts a job's time while it waits, and has no way back for questions.
 */
export class ThreadPool {
  readonly #size: number;
  readonly #queuePatience: number;
  readonly #memory: number;
  readonly #script: URL;
  readonly #threads = new Set<PoolThread>();
  readonly #idle: PoolThread[] = [];
  readonly #queue: FairQueue<WaitingJob>;
  #isClosed = false;

  constructor({ threads, queue, queuePatience = 5_000, memory = 256, rankOf, script }: PoolOptions) {
    this.#size = threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
    this.#queue = new FairQueue(queue ?? 4 * this.#size, rankOf);
    this.#queuePatience = queuePatience;
    this.#memory = memory;
    this.#script = script;
  }

  /** Whether a job of this origin would be taken, were it to come now: who brings much can be told before it is read. */
  hasRoom({ origin = '' }: Pick<JobGiver, 'origin'>): boolean {
    return this.#idle.length > 0 || this.#threads.size < this.#size || this.#queue.hasRoom(origin);
  }

  /** Has a thread begin, if none has: who knows that a job is to come need not wait for that later. */
  prepare(): void {
    if (this.#threads.size === 0 && !this.#isClosed) this.#idle.push(this.#newThread());
  }

  /**
   * Has a thread do a job.
   * @throws WorkbenchError `threads-busy` (at once, or while it waits), `work-overdue`, `work-memory`; what the job
   * throws; and the reason of `gone`
   */
  async run<Input, Output>(job: Job<Input, Output>, input: Input, giver: JobGiver = {}): Promise<Output> {
    const thread = await this.#thread(giver);
    try {
      return await thread.run(job, input, giver.answer ?? never);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** Ends every thread; jobs under way and waiting are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { refuse } of this.#queue.clear()) refuse(busy());
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #thread(giver: JobGiver): PoolThread | Promise<PoolThread> {
    if (this.#isClosed) throw busy();
    giver.gone?.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#threads.size < this.#size) return this.#newThread();
    return this.#wait(giver);
  }

  #newThread(): PoolThread {
    const thread = new PoolThread(this.#script, this.#memory, () => this.#forget(thread));
    this.#threads.add(thread);
    return thread;
  }

  #wait({ origin = '', gone }: JobGiver): Promise<PoolThread> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        gone?.removeEventListener('abort', forget);
        this.#queue.remove(waiting);
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
      const forget = (): void => waiting.refuse(gone?.reason);
      const timer = setTimeout(() => waiting.refuse(busy()), this.#queuePatience);
      gone?.addEventListener('abort', forget);
      this.#queue.add(origin, waiting)?.refuse(busy());
    });
  }

  /** A thread that has ended has been forgotten already: its place goes to a new one. */
  #giveBack(thread: PoolThread): void {
    const isLost = thread.hasEnded && (this.#isClosed || this.#threads.size >= this.#size);
    const next = isLost ? null : this.#queue.take();
    if (next !== null) next.start(thread.hasEnded ? this.#newThread() : thread);
    else if (!thread.hasEnded) this.#idle.push(thread);
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
