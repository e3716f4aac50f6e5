import type { ErrorParts } from '#shared/base/errors.ts';

/**
 * Puts a question to whoever gave the job: what only the server's own thread knows, such as whether a request is waiting.
 * @param about what is asked, a word that both sides know
 */
export type Ask = (about: string, value: string) => Promise<boolean>;

/**
 * One kind of work that a thread can do. Input and output cross from thread to thread, so they are plain data
 * (structured clone): no functions, no elements of a document.
 */
export interface Job<Input, Output> {
  /** By which both sides know it. */
  readonly name: string;
  /** Milliseconds that the work may take once it has begun, questions included. */
  readonly patience: number;
  /** The work itself, in the thread. */
  run(input: Input, ask: Ask): Promise<Output>;
}

/** What a thread is told: a job to do, or the answer to a question. */
export type ToThread =
  | { readonly kind: 'job'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly question: number; readonly answer: boolean };

/** What a thread tells: a question, or the end of its job. */
export type FromThread<Output> =
  | { readonly kind: 'question'; readonly question: number; readonly about: string; readonly value: string }
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** An error as it crosses: one of the product's own (`WorkbenchError`), or a defect with its stack. */
export type PlainError = ErrorParts | { readonly code: null; readonly stack: string };
