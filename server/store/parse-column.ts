import { WorkbenchError } from '#shared/base/errors.ts';

/**
 * What a column holds as JSON; null where there is none.
 * @throws WorkbenchError `row-unreadable`
 */
export function parseColumn(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError('row-unreadable', {}, { cause });
  }
}
