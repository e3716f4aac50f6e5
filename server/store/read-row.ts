import * as v from 'valibot';
import type { Log } from '#server/log/log.ts';

/**
 * Reads what the store kept for a while. Null: there is nothing, or it has another form than this version writes (the log
 * says so): whatever it was, it is over.
 *
 * @param kind for the log
 */
export function readRow<Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  { log, kind }: { readonly log: Log; readonly kind: string },
): v.InferOutput<Schema> | null {
  if (data === null) return null;
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  log.warn('row-unreadable', { code: kind });
  return null;
}
