import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
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
    const now = service.clock();
    const requestId = async (id: string) => (await service.store.getPending('logout', id, now)) !== null;
    const decision = await decideIncoming(service, await readLogoutMessage(ctx, service), { now, requestId });
    const { message, parameter, relayState } = decision;
    const isRequest = message.kind === 'LogoutRequest' && parameter === 'SAMLRequest';
    const isResponse = message.kind === 'LogoutResponse' && parameter === 'SAMLResponse';
    if (!isRequest && !isResponse) throw notALogoutMessage(service, message.name, parameter ?? '');
    if (decision.verdict === 'reject') throw refusedLogout(service, decision);
    if (message.kind === 'LogoutRequest') return answerLogoutRequest(ctx, service, message, relayState);
    if (message.kind === 'LogoutResponse') return finishLogout(ctx, service, message);
  };
}

/** The query string is taken as it arrived: the signature covers these very octets. */
async function readLogoutMessage(ctx: Context, { settings }: Service): Promise<IncomingMessage> {
  if (ctx.method !== 'POST') return { raw: rawQuery(ctx.req.url ?? ''), binding: 'redirect' };
  return { raw: await readFormBody(ctx, settings.bodyLimits.form), binding: 'form' };
}

function rawQuery(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
