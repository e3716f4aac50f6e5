import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { askForLogout } from '#server/logout/ask-for-logout.ts';
import { endHere } from '#server/logout/start-logout.ts';
import { messageUrl } from '#server/saml/send-message.ts';
import { currentSession } from '#server/session/load-session.ts';
import { inactive } from './tell-user.ts';

/**
 * `DELETE /{prefix}/qps/user` (Qlik's proxy API): ends the session here. A script cannot take the browser to the
 * IdP, so the answer says where to: `singleLogoutUri`, null where the IdP cannot be asked by a link. Another
 * site's script never gets here: DELETE asks first (CORS), and nobody answers that.
 */
export function logOutUser(service: Service): Middleware {
  return async (ctx) => {
    const session = currentSession(ctx);
    if (session === null) {
      ctx.body = { ...inactive(service), singleLogoutUri: null };
      return;
    }
    await endHere(ctx, service, session);
    const asked = await askForLogout(service, session.login);
    const singleLogoutUri = 'message' in asked ? await messageUrl(service, asked.message) : null;
    ctx.body = { ...inactive(service), singleLogoutUri };
  };
}
