import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { pickLogoutAnswer } from '#server/saml/pick-endpoint.ts';
import { sendMessage } from '#server/saml/send-message.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { keepGoodbye } from './goodbye.ts';
import { makeLogoutResponse } from './make-logout-response.ts';
import { settleLogoutRequest } from './settle-logout-request.ts';

/** Does what an accepted LogoutRequest asks for, and sends the browser back with the answer. */
export async function answerLogoutRequest(
  ctx: Context,
  service: Service,
  request: DecidedLogoutRequest,
  relayState: string | null,
): Promise<void> {
  const codes = await settleLogoutRequest(service, request);
  const target = pickLogoutAnswer(service.settings.connection);
  // Nobody takes the answer; the user is told instead.
  if (target === null) return showOutcome(ctx, service, codes);
  const answer = makeLogoutResponse(service, request, codes, target.url);
  await sendMessage(ctx, service, { parameter: 'SAMLResponse', ...answer, target, relayState });
}

async function showOutcome(ctx: Context, service: Service, codes: readonly string[]): Promise<void> {
  const { idp } = service.settings.connection;
  const outcome = codes[0] === STATUS_CODE.success ? 'everywhere' : 'failed';
  ctx.status = 303;
  ctx.redirect(
    await keepGoodbye(service, {
      user: null,
      idp: idp.entityId,
      outcome,
      reason: null,
      statusCodes: codes,
      statusMessage: null,
    }),
  );
}
