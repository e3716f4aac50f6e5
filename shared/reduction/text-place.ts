import { ReductionError } from './reduction-error.ts';

/**
 * The error `access-text-invalid` for a place of a text: `facts` has `line` and `column` (both from 1, a column is a
 * UTF-16 unit), `offset` and `reason`.
 */
export function textError(text: string, offset: number, reason: string): ReductionError {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return new ReductionError('access-text-invalid', { line: lines.length, column, offset, reason });
}
