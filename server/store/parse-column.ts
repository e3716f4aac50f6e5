import { StoreError } from './store-error.ts';

/**
 * What a column holds as JSON; null where there is none.
 * @throws WorkbenchError `row-unreadable`
 */
export function parseColumn(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError('row-unreadable', {}, { cause });
  }
}
