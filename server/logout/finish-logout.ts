import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutResponse } from '#server/gate/decided-message.ts';
import { readLogout } from '#server/session/logout-row.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { goodbyeUrl } from './logout-urls.ts';
import { moveLogout } from './move-logout.ts';
import { forgottenLogout } from './refuse-logout.ts';

/** The logout of this connection that waits for the answer to a request, or would take a late one; null: none does. */
export async function awaitingLogout(
  { store, settings, clock, log }: Service,
  requestId: string | null,
): Promise<Logout | null> {
  if (requestId === null || requestId === '') return null;
  const logout = readLogout(await store.logoutByRequest(requestId, clock()), log);
  return logout?.connection === settings.prefix ? logout : null;
}

/**
 * Takes the IdP's accepted answer to our LogoutRequest (saml-profiles 4.4.3.4), whichever companion sent that, and sends
 * the browser to the page that says what happened. The first answer stands.
 */
export async function finishLogout(ctx: Context, service: Service, response: DecidedLogoutResponse): Promise<void> {
  const logout = await awaitingLogout(service, response.inResponseTo);
  // Two that come at once have both passed the gate.
  if (logout === null) throw forgottenLogout(service);
  await noteAnswer(service, logout, response);
  ctx.status = 303;
  ctx.redirect(goodbyeUrl(service, logout));
}

/** Writes down what the identity provider answered. */
export async function noteAnswer(
  service: Service,
  { id, reference }: Logout,
  { inResponseTo, status }: DecidedLogoutResponse,
): Promise<void> {
  const { codes, message } = status;
  const event = { type: 'answered', requestId: inResponseTo ?? '', at: service.clock(), codes, message } as const;
  await moveLogout(service, id, event);
  service.log.info('logout-finished', { connection: service.settings.prefix, reference, codes });
}
