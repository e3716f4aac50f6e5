import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { currentSession } from '#server/session/load-session.ts';

/** Lets through who is logged in; anybody else goes to the login and comes back to the same address. */
export function demandSession({ base }: Service): Middleware {
  return async (ctx, next) => {
    if (currentSession(ctx) !== null) return next();
    const login = new URLSearchParams({ returnTo: ctx.url });
    ctx.redirect(`${base}/saml/login?${login}`);
  };
}
