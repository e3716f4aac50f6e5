import type { Context } from 'koa';
import * as v from 'valibot';
import { readJsonBody } from '#server/web/read-body.ts';
import { issueWords, nameWords } from '#shared/base/issue-words.ts';
import { ApiError } from './api-error.ts';

/** Bytes of a call's body, unless the call says otherwise. */
const MAX_BODY = 256 * 1024;

/**
 * The JSON body of a call, read by its schema.
 * @param limit bytes
 * @throws WorkbenchError `api-input-invalid`, or what is wrong with the body itself (`readJsonBody`)
 */
export async function readInput<Schema extends v.GenericSchema>(
  ctx: Context,
  schema: Schema,
  limit: number = MAX_BODY,
): Promise<v.InferOutput<Schema>> {
  return readBy(schema, await readJsonBody(ctx, limit), 'The request');
}

/**
 * The query of a call, read by its schema; of a name that comes twice the first counts.
 * @throws WorkbenchError `api-input-invalid`
 */
export function readQuery<Schema extends v.GenericSchema>(ctx: Context, schema: Schema): v.InferOutput<Schema> {
  const pairs = [...new URLSearchParams(ctx.querystring)].reverse();
  return readBy(schema, Object.fromEntries(pairs), 'The query');
}

function readBy<Schema extends v.GenericSchema>(schema: Schema, value: unknown, what: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { message: issueWords });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${nameWords(String(key))}`,
  );
  throw new ApiError('api-input-invalid', {
    place: path.join('').replace(/^\./, '') || what,
    reason: issue.message,
  });
}
