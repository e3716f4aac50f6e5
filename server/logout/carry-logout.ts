import type { Context } from 'koa';
import { hasIdp, type Service } from '#server/connection/service.ts';
import { pickLogout } from '#server/saml/pick-endpoint.ts';
import { sendMessage } from '#server/saml/send-message.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { askBySoap } from './ask-by-soap.ts';
import { goodbyeUrl } from './logout-urls.ts';
import { makeLogoutRequest } from './make-logout-request.ts';
import { moveLogout } from './move-logout.ts';

/**
 * Goes on with a logout in the browser at hand: it carries the question to the identity provider, if nobody has yet; where
 * that takes it by SOAP alone it is asked here and now; and otherwise the browser is shown what is known.
 */
export async function carryLogout(ctx: Context, service: Service, logout: Logout): Promise<void> {
  if (await sendThrough(ctx, service, logout)) return;
  if (logout.idp?.state.is === 'to-ask' && logout.idp.state.through === 'soap') await askBySoap(service, logout);
  ctx.status = 303;
  ctx.redirect(goodbyeUrl(service, logout));
}

/** Of two browsers that come at once one carries it. */
async function sendThrough(ctx: Context, service: Service, logout: Logout): Promise<boolean> {
  const { idp } = logout;
  if (idp === null || !waitsForBrowser(logout)) return false;
  const target = pickLogout(service.settings.connection);
  if (target === null || !hasIdp(service) || service.settings.connection.idp.entityId !== idp.entityId) {
    await moveLogout(service, logout.id, { type: 'cannot-ask', at: service.clock(), reason: 'no-endpoint' });
    return false;
  }
  const { id, xml, at, until } = await makeLogoutRequest(service, logout, idp, { url: target.url, isSoap: false });
  const sent = { type: 'sent', by: target.binding, requestId: id, at, until } as const;
  if ((await moveLogout(service, logout.id, sent)) === null) return false;
  const relayState = service.random();
  await sendMessage(ctx, service, { parameter: 'SAMLRequest', xml, id, target, relayState });
  return true;
}

/** Whether a browser that comes carries the question. */
export function waitsForBrowser({ idp }: Logout): boolean {
  const state = idp?.state;
  if (state?.is === 'to-ask') return state.through === 'browser';
  return state?.is === 'not-asked' && state.reason === 'no-browser';
}
