import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutResponse } from '#server/gate/decided-message.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { type Goodbye, keepGoodbye } from './goodbye.ts';
import { readPendingLogout } from './pending-logout.ts';

/**
 * Takes the IdP's accepted answer to our LogoutRequest (saml-profiles 4.4.3.4) and sends the browser to the page
 * that says what happened. The request is taken from the store: a second answer to it is not waited for.
 */
export async function finishLogout(ctx: Context, service: Service, response: DecidedLogoutResponse): Promise<void> {
  const { store, clock, settings, log } = service;
  const pending = readPendingLogout(await store.takePending('logout', response.inResponseTo ?? '', clock()), log);
  const statusCodes = response.status.codes;
  const goodbye: Goodbye = {
    user: pending?.user ?? null,
    idp: settings.connection.idp.entityId,
    outcome: outcomeOf(statusCodes),
    reason: null,
    statusCodes,
    statusMessage: response.status.message,
  };
  log.info('logout-finished', { connection: settings.prefix, reason: goodbye.outcome, codes: statusCodes });
  ctx.status = 303;
  ctx.redirect(await keepGoodbye(service, goodbye));
}

/** saml-core 3.2.2.2: PartialLogout is a second-level code; some products send it as the first. */
function outcomeOf(codes: readonly string[]): Goodbye['outcome'] {
  if (codes.includes(STATUS_CODE.partialLogout)) return 'partial';
  return codes[0] === STATUS_CODE.success ? 'everywhere' : 'failed';
}
