import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { WorkbenchError } from '#shared/base/errors.ts';

/** Bytes of a form body: a message of 4 MB in base64 and percent-encoded fits. */
const FORM_LIMIT = 8 * 1024 * 1024;

/**
 * The text of a form body as it arrived, still encoded.
 * @param limit bytes; refused from Content-Length alone where it says more, and else as soon as more has come
 * @throws WorkbenchError `body-not-a-form`, `body-too-large`
 */
export async function readFormBody(ctx: Context, limit: number = FORM_LIMIT): Promise<string> {
  const type = ctx.request.type;
  if (type !== 'application/x-www-form-urlencoded') {
    throw new WorkbenchError('body-not-a-form', { received: type || 'without a type' });
  }
  if (Number(ctx.get('content-length') || 0) > limit) throw tooLarge(ctx, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(ctx.req)) {
    size += chunk.length;
    if (size > limit) throw tooLarge(ctx, limit);
    chunks.push(chunk);
  }
  // A form is ASCII (URL standard 5.1); other bytes become odd characters, which the parameter reader refuses.
  return Buffer.concat(chunks).toString('latin1');
}

/** Left open when the loop ends early: the answer still has to go out on this connection. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

function tooLarge(ctx: Context, limit: number): WorkbenchError {
  ctx.set('Connection', 'close');
  return new WorkbenchError('body-too-large', { limit });
}
