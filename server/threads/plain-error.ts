import { WorkbenchError } from '#shared/base/errors.ts';
import type { PlainError } from './job.ts';

/** An error as it can cross from thread to thread: a clone of it would lose its class and its code. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof WorkbenchError) return { code: error.code, words: error.words, facts: error.facts };
  return { code: null, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The same error again on the other side: its code, words and facts, but no class of a room's own. */
export function fromPlainError(plain: PlainError): Error {
  if (plain.code !== null) return new WorkbenchError(plain);
  const error = new Error('a job failed in its thread');
  error.stack = plain.stack;
  return error;
}
