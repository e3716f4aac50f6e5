import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { decideMessage } from '#server/gate/decide.ts';
import type { MessageToDecide } from '#server/gate/message-to-decide.ts';
import { type MessageParameter, pickMessage } from '#server/gate/read-incoming.ts';
import { readFormBody } from '#server/web/read-body.ts';
import { answerLogoutRequest } from './answer-logout-request.ts';
import { finishLogout } from './finish-logout.ts';
import { notALogoutMessage, refusedLogout } from './refuse-logout.ts';

/**
 * `GET` and `POST /{prefix}/saml/slo`: logout messages from the IdP, by redirect and by POST (saml-profiles 4.4).
 * No cookie is needed: an IdP's page may load this in a frame, where there is none.
 */
export function receiveLogoutMessage(service: Service): Middleware {
  return async (ctx) => {
    const { parameter, raw, binding } = await readMessage(ctx);
    const { connection } = service.settings;
    const now = service.clock();
    const requestId = async (id: string) => (await service.store.getPending('logout', id, now)) !== null;
    const decision = await decideMessage({ raw, binding, connection, now, requestId });
    const { message } = decision;
    const isRequest = message.kind === 'LogoutRequest' && parameter.name === 'SAMLRequest';
    const isResponse = message.kind === 'LogoutResponse' && parameter.name === 'SAMLResponse';
    if (!isRequest && !isResponse) throw notALogoutMessage(service, message.name, parameter.name);
    if (decision.verdict === 'reject') throw refusedLogout(service, decision);
    if (message.kind === 'LogoutRequest') return answerLogoutRequest(ctx, service, message, parameter.relayState);
    if (message.kind === 'LogoutResponse') return finishLogout(ctx, service, message);
  };
}

type Incoming = Pick<MessageToDecide, 'raw' | 'binding'> & { readonly parameter: MessageParameter };

/** The query string is taken as it arrived: the signature covers these very octets. */
async function readMessage(ctx: Context): Promise<Incoming> {
  if (ctx.method !== 'POST') {
    const raw = rawQuery(ctx.req.url ?? '');
    return { parameter: pickMessage(raw), raw, binding: 'redirect' };
  }
  const parameter = pickMessage(await readFormBody(ctx));
  return { parameter, raw: parameter.value, binding: 'post' };
}

function rawQuery(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
