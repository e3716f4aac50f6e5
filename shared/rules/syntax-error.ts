import type { WorkbenchError } from '#shared/base/errors.ts';
import { RulesError } from './rules-error.ts';

/**
 * The error `rule-syntax` for a place in a text: `facts` has `line` and `column` (both from 1, a column is a
 * UTF-16 unit), `offset` and `reason`.
 */
export function syntaxError(text: string, offset: number, reason: string): WorkbenchError {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new RulesError('rule-syntax', {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    offset,
    reason,
  });
}
