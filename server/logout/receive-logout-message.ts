import type { Middleware } from 'koa';
import { underway } from '#server/attempts/report-refusal.ts';
import type { SamlService } from '#server/connection/service.ts';
import { decideIncoming } from '#server/gate/decide-incoming.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import { receiveForm, receiveQuery } from '#server/gate/receive-message.ts';
import { answerLogoutRequest } from './answer-logout-request.ts';
import { awaitingLogout, finishLogout } from './finish-logout.ts';
import { moveLogout } from './move-logout.ts';
import { notALogoutMessage, refusedLogout } from './refuse-logout.ts';

/**
 * `GET` and `POST /{prefix}/saml/slo`: logout messages from the IdP, by redirect and by POST (saml-profiles 4.4).
 * No cookie is needed: an IdP's page may load this in a frame, where there is none.
 */
export function receiveLogoutMessage(service: SamlService): Middleware {
  return async (ctx) => {
    const now = service.clock();
    const requestId = async (id: string) => (await awaitingLogout(service, id)) !== null;
    const incoming = ctx.method === 'POST' ? await receiveForm(service, ctx) : receiveQuery(ctx);
    const came = underway(ctx);
    came.form = incoming.raw;
    const decision = await decideIncoming(service, incoming, { now, requestId });
    came.decision = decision;
    const { message, parameter, relayState } = decision;
    const isRequest = message.kind === 'LogoutRequest' && parameter === 'SAMLRequest';
    const isResponse = message.kind === 'LogoutResponse' && parameter === 'SAMLResponse';
    if (!isRequest && !isResponse) throw notALogoutMessage(service, message.name, parameter ?? '');
    if (decision.verdict === 'reject') {
      await noteRefusal(service, decision);
      throw refusedLogout(service, decision);
    }
    if (message.kind === 'LogoutRequest') return answerLogoutRequest(ctx, service, message, relayState);
    if (message.kind === 'LogoutResponse') return finishLogout(ctx, service, message);
  };
}

/** On the receipt of the logout that it says it answers. It may be anybody's, so the true answer still counts. */
async function noteRefusal(service: SamlService, { message, reasons }: MessageDecision): Promise<void> {
  if (message.kind !== 'LogoutResponse' || message.inResponseTo === null) return;
  const logout = await awaitingLogout(service, message.inResponseTo);
  if (logout === null) return;
  const code = reasons[0]?.code ?? 'refused';
  const event = { type: 'answer-refused', requestId: message.inResponseTo, at: service.clock(), code } as const;
  await moveLogout(service, logout.id, event);
}
