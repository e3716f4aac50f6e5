import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { waysIn } from '#server/connection/ways-in.ts';
import { currentSession } from '#server/session/load-session.ts';
import { Refusal } from '#server/web/refusal.ts';
import { makeTargetId } from './target-id.ts';

/**
 * Lets through who is logged in; anybody else goes where one logs in, and comes back to the same address: to the identity
 * provider, or else to the authentication module, which makes a ticket (Qlik's parameters targetId and proxyRestUri).
 */
export function demandSession(service: Service): Middleware {
  return async (ctx, next) => {
    if (currentSession(ctx) !== null) return next();
    const { methods, authenticationModule } = service.settings;
    if (methods.includes('saml')) {
      const login = new URLSearchParams({ returnTo: ctx.url });
      return ctx.redirect(`${service.base}/saml/login?${login}`);
    }
    if (authenticationModule === null) throw nowhere(ctx, service);
    return ctx.redirect(moduleUrl(service, authenticationModule, ctx.url));
  };
}

function moduleUrl(service: Service, module: string, address: string): string {
  const url = new URL(module);
  url.searchParams.set('targetId', makeTargetId(service, address));
  url.searchParams.set('proxyRestUri', `${service.url}/qps${service.base}/`);
  return url.href;
}

/** There is no page to send anybody to: the way in is another application's. */
function nowhere(ctx: Context, service: Service): Refusal {
  if (service.settings.methods.includes('jwt')) ctx.set('WWW-Authenticate', 'Bearer');
  return new Refusal({
    status: 401,
    code: 'login-elsewhere',
    title: 'You are not logged in',
    explanation: 'Nobody can log in from this page: the application that uses this connection does that.',
    facts: [{ label: 'Ways in', values: waysIn(service) }],
    fix: 'Begin at that application. Its administrator may name its login page here as `authenticationModule`.',
    steps: [{ label: 'Start page', href: '/' }],
  });
}
