import type { Context } from 'koa';
import { ThreadError } from '#server/threads/thread-error.ts';
import { type Client, clientOf } from '#server/web/client.ts';
import { readFormBody, readSoapBody } from '#server/web/read-body.ts';
import type { GateOfConnection, IncomingMessage } from './decide-incoming.ts';
import { SMALL } from './decide-job.ts';

/**
 * What a form brings.
 * @throws WorkbenchError as `readFormBody`, and `threads-busy` before anything of it is read
 */
export async function receiveForm(gate: GateOfConnection, ctx: Context): Promise<IncomingMessage> {
  const client = clientOf(ctx);
  demandRoom(gate, ctx, client);
  return { raw: await readFormBody(ctx, gate.settings.bodyLimits.form), binding: 'form', client };
}

/**
 * What a SOAP body brings.
 * @throws WorkbenchError as `readSoapBody`, and `threads-busy` before anything of it is read
 */
export async function receiveSoap(gate: GateOfConnection, ctx: Context): Promise<IncomingMessage> {
  const client = clientOf(ctx);
  demandRoom(gate, ctx, client);
  return { raw: await readSoapBody(ctx, gate.settings.bodyLimits.soap), binding: 'soap', client };
}

/** What a query brings: it is taken as it arrived, for the signature covers these very octets. */
export function receiveQuery(ctx: Context): IncomingMessage {
  const url = ctx.req.url ?? '';
  const mark = url.indexOf('?');
  return { raw: mark < 0 ? '' : url.slice(mark + 1), binding: 'redirect', client: clientOf(ctx) };
}

/** Nothing large is read while no thread has room for it, if it says how large it is, as all browsers do. */
function demandRoom({ threads }: GateOfConnection, { request }: Context, client: Client): void {
  if ((request.length ?? 0) > SMALL && !threads.large.hasRoom(client)) throw new ThreadError('threads-busy');
}
