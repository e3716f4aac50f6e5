import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/session/hash.ts';
import { cookieOptions } from '#server/session/use-sessions.ts';
import { LOGIN_WAITS } from './pending-login.ts';

/** As `random` makes them. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * Ties a login to the browser that asks for it: a secret in a cookie of its own, of which the hash is kept. Tabs
 * of one browser share it. Its SameSite is Lax, so it stays at home when the IdP posts the response across sites;
 * it comes along one step later (`arrive.ts`).
 */
export function rememberBrowser(ctx: Context, service: Service): string {
  const known = browserSecret(ctx, service);
  const secret = known ?? service.random();
  const options = { ...cookieOptions(service, `${service.base}/saml`), maxAge: LOGIN_WAITS };
  ctx.cookies.set(cookieName(service), secret, options);
  return hashSecret(secret);
}

/** Whether the browser at hand is the one with this hash. */
export function isBrowser(ctx: Context, service: Service, hash: string): boolean {
  const secret = browserSecret(ctx, service);
  return secret !== null && hashSecret(secret) === hash;
}

function browserSecret(ctx: Context, service: Service): string | null {
  const secret = ctx.cookies.get(cookieName(service), { signed: false });
  return secret !== undefined && SECRET.test(secret) ? secret : null;
}

function cookieName({ settings }: Service): string {
  return `${settings.cookie}.login`;
}
