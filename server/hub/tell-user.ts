import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { currentSession } from '#server/session/load-session.ts';

/**
 * `GET /{prefix}/qps/user` (Qlik's proxy API): who is logged in, for a page's script.
 * `{userDirectory, userId, userName, logoutUri}`, or `{session: "inactive", loginUri}`.
 */
export function tellUser(service: Service): Middleware {
  return (ctx) => {
    const session = currentSession(ctx);
    ctx.body =
      session === null
        ? inactive(service)
        : { ...user(session.login), logoutUri: `${service.url}${service.base}/logout` };
  };
}

/** What the API says when nobody is logged in. */
export function inactive({ url, base }: Service) {
  return { session: 'inactive', loginUri: `${url}${base}/saml/login` };
}

function user({ userDirectory, userId }: { userDirectory: string; userId: string }) {
  return { userDirectory, userId, userName: userId };
}
