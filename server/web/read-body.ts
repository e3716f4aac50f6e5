import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readText } from '#shared/wire/read-text.ts';
import { SOAP_MEDIA_TYPE } from '#shared/wire/soap-version.ts';

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
  // A form is ASCII (URL standard 5.1); other bytes become odd characters, which the parameter reader refuses.
  return (await readBytes(ctx, limit)).toString('latin1');
}

/** Bytes of a SOAP body: a logout message has some KB. */
const SOAP_LIMIT = 1024 * 1024;

/**
 * The text of a SOAP body, decoded as XML is.
 * @throws WorkbenchError `body-not-soap`, `body-too-large`, `text-undecodable`
 */
export async function readSoapBody(ctx: Context): Promise<string> {
  const type = ctx.request.type;
  if (!Object.values(SOAP_MEDIA_TYPE).includes(type)) {
    throw new WorkbenchError('body-not-soap', { received: type || 'without a type' });
  }
  return readText(await readBytes(ctx, SOAP_LIMIT)).text;
}

async function readBytes(ctx: Context, limit: number): Promise<Buffer> {
  if (Number(ctx.get('content-length') || 0) > limit) throw tooLarge(ctx, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(ctx.req)) {
    size += chunk.length;
    if (size > limit) throw tooLarge(ctx, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Left open when the loop ends early: the answer still has to go out on this connection. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

function tooLarge(ctx: Context, limit: number): WorkbenchError {
  ctx.set('Connection', 'close');
  return new WorkbenchError('body-too-large', { limit });
}
