import type { Ask, FromThread, Job, ToThread } from './job.ts';
import { toPlainError } from './plain-error.ts';

/** A thread's way to the server: what it tells, and what it is told. */
export interface ServerSide {
  readonly tell: (told: FromThread<unknown>) => void;
  readonly listen: (hear: (told: ToThread) => void) => void;
}

/** Does jobs in this thread as they come, one at a time: the server gives the next when this one has ended. */
export function serveJobs(jobs: readonly Job<unknown, unknown>[], { tell, listen }: ServerSide): void {
  const waiting = new Map<number, (answer: boolean) => void>();
  let asked = 0;
  const ask: Ask = (about, value) => {
    asked += 1;
    const question = asked;
    tell({ kind: 'question', question, about, value });
    return new Promise((resolve) => waiting.set(question, resolve));
  };
  listen((told) => {
    if (told.kind === 'job') return void work(jobs, told.name, told.input, ask).then(tell);
    waiting.get(told.question)?.(told.answer);
    waiting.delete(told.question);
  });
}

async function work(
  jobs: readonly Job<unknown, unknown>[],
  name: string,
  input: unknown,
  ask: Ask,
): Promise<FromThread<unknown>> {
  try {
    const job = jobs.find((one) => one.name === name);
    if (job === undefined) throw new RangeError(`no thread can do "${name}"`);
    return { kind: 'done', output: await job.run(input, ask) };
  } catch (error) {
    return { kind: 'failed', error: toPlainError(error) };
  }
}
