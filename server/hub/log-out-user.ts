import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { waitsForBrowser } from '#server/logout/carry-logout.ts';
import { continueUrl } from '#server/logout/logout-urls.ts';
import { endHere } from '#server/logout/start-logout.ts';
import { currentSession } from '#server/session/load-session.ts';
import { inactive } from './tell-user.ts';

/**
 * `DELETE /{prefix}/qps/user` (Qlik's proxy API): ends the session here. A script cannot take the browser to the
 * IdP, so the answer says where to: `singleLogoutUri`, null where the IdP cannot be asked through a browser. Another
 * site's script never gets here: DELETE asks first (CORS), and nobody answers that.
 */
export function logOutUser(service: Service): Middleware {
  return async (ctx) => {
    const session = currentSession(ctx);
    if (session === null) {
      ctx.body = { ...inactive(service), singleLogoutUri: null };
      return;
    }
    const logout = await endHere(ctx, service, session);
    const isToCarry = logout !== null && waitsForBrowser(logout);
    const singleLogoutUri = isToCarry ? `${service.url}${continueUrl(service, logout)}` : null;
    ctx.body = { ...inactive(service), singleLogoutUri };
  };
}
