import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { decideIncoming } from '#server/gate/decide-incoming.ts';
import { receiveForm, receiveQuery } from '#server/gate/receive-message.ts';
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
    const incoming = ctx.method === 'POST' ? await receiveForm(service, ctx) : receiveQuery(ctx);
    const decision = await decideIncoming(service, incoming, { now, requestId });
    const { message, parameter, relayState } = decision;
    const isRequest = message.kind === 'LogoutRequest' && parameter === 'SAMLRequest';
    const isResponse = message.kind === 'LogoutResponse' && parameter === 'SAMLResponse';
    if (!isRequest && !isResponse) throw notALogoutMessage(service, message.name, parameter ?? '');
    if (decision.verdict === 'reject') throw refusedLogout(service, decision);
    if (message.kind === 'LogoutRequest') return answerLogoutRequest(ctx, service, message, relayState);
    if (message.kind === 'LogoutResponse') return finishLogout(ctx, service, message);
  };
}
