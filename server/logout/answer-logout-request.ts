import type { Context } from 'koa';
import type { SamlService } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { pickLogoutAnswer } from '#server/saml/pick-endpoint.ts';
import { sendMessage } from '#server/saml/send-message.ts';
import { strangerPage } from './goodbye-page.ts';
import { goodbyeUrl } from './logout-urls.ts';
import { makeLogoutResponse } from './make-logout-response.ts';
import { settleLogoutRequest } from './settle-logout-request.ts';

/** Does what an accepted LogoutRequest asks for, and sends the browser back with the answer. */
export async function answerLogoutRequest(
  ctx: Context,
  service: SamlService,
  request: DecidedLogoutRequest,
  relayState: string | null,
): Promise<void> {
  const { codes, logout } = await settleLogoutRequest(service, request);
  const target = pickLogoutAnswer(service.settings.connection);
  if (target !== null) {
    const answer = makeLogoutResponse(service, request, codes, target.url);
    return sendMessage(ctx, service, { parameter: 'SAMLResponse', ...answer, target, relayState });
  }
  // Nobody takes the answer; the user is told instead.
  if (logout === null) return sendPage(ctx, 200, strangerPage(service.base));
  ctx.status = 303;
  ctx.redirect(goodbyeUrl(service, { id: logout }));
}
