import { Worker } from 'node:worker_threads';
import type { Ask, FromThread, Job, ToThread } from './job.ts';
import { fromPlainError } from './plain-error.ts';
import { ThreadError } from './thread-error.ts';

/** Megabytes for the newest objects of a thread: they die young, and this bounds how many wait for that. */
const YOUNG_MEMORY = 32;

/** One thread of a pool. It does one job at a time, and is ended by a job that it cannot finish. */
export class PoolThread {
  readonly #worker: Worker;
  readonly #tellEnd: () => void;
  #hasEnded = false;
  /** Ends the job under way with an error, if there is one. */
  #fail: ((error: Error) => void) | null = null;

  /**
   * @param memory megabytes for its objects
   * @param tellEnd called once, as soon as the thread can do no more jobs
   */
  constructor(script: URL, memory: number, tellEnd: () => void) {
    this.#tellEnd = tellEnd;
    this.#worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG_MEMORY },
    });
    // A thread that waits for work keeps no process alive.
    this.#worker.unref();
    this.#worker.on('error', (error) => this.#giveUp(toRefusal(error, memory)));
    this.#worker.on('exit', () => this.#giveUp(new ThreadError('threads-busy')));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** @throws WorkbenchError `work-overdue`, `work-memory`; and what the job throws */
  async run<Input, Output>(job: Job<Input, Output>, input: Input, answer: Ask): Promise<Output> {
    const worker = this.#worker;
    const overdue = setTimeout(() => {
      this.#abandon(new ThreadError('work-overdue', { seconds: job.patience / 1000 }));
    }, job.patience);
    let hear: ((told: FromThread<Output>) => void) | null = null;
    worker.ref();
    try {
      return await new Promise<Output>((resolve, reject) => {
        // It may have ended since it was chosen.
        if (this.#hasEnded) return reject(new ThreadError('threads-busy'));
        this.#fail = reject;
        hear = (told) => {
          if (told.kind === 'done') resolve(told.output);
          else if (told.kind === 'failed') reject(fromPlainError(told.error));
          else this.#answer(told, answer);
        };
        worker.on('message', hear);
        worker.postMessage({ kind: 'job', name: job.name, input } satisfies ToThread);
      });
    } finally {
      clearTimeout(overdue);
      this.#fail = null;
      if (hear !== null) worker.off('message', hear);
      worker.unref();
    }
  }

  async end(): Promise<void> {
    this.#giveUp(new ThreadError('threads-busy'));
    await this.#worker.terminate();
  }

  /** Without an answer the job can neither go on nor end. */
  #answer({ question, about, value }: Extract<FromThread<unknown>, { kind: 'question' }>, answer: Ask): void {
    answer(about, value).then(
      (yes) => this.#worker.postMessage({ kind: 'answer', question, answer: yes } satisfies ToThread),
      (error: unknown) => this.#abandon(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #abandon(error: Error): void {
    this.#giveUp(error);
    void this.#worker.terminate();
  }

  #giveUp(error: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#tellEnd();
    this.#fail?.(error);
  }
}

function toRefusal(error: unknown, memory: number): Error {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isMemory) return new ThreadError('work-memory', { megabytes: memory }, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
