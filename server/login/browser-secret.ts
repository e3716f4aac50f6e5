import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { LOGIN_WAITS } from '#server/saml/login-request-id.ts';
import { cookieOptions } from '#server/session/use-sessions.ts';
import type { Arrival } from './arrival.ts';
import { isMadeBy } from './login-request.ts';

/** As `random` makes them. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** `login`: given to the browser that asks for a login; `arrival`: to one that brings a response nobody asked for. */
type SecretName = 'login' | 'arrival';

/**
 * Ties a login to the browser that asks for it: a secret in a cookie of its own, of which the server keeps nothing but
 * what the request's ID says of it. Tabs of one browser share it. Its SameSite is Lax, so it stays at home when the IdP
 * posts the response across sites; it comes along one step later (`arrive.ts`).
 */
export function rememberBrowser(ctx: Context, service: Service): string {
  return giveSecret(ctx, service, 'login', browserSecret(ctx, service, 'login') ?? service.random());
}

/**
 * Ties a login that nobody asked for to the browser that brings it, so that a link alone logs nobody in. What this
 * browser holds already cannot be known: it stays at home (see above).
 */
export function markBringer(ctx: Context, service: Service): string {
  return giveSecret(ctx, service, 'arrival', service.random());
}

/** Null: the browser holds none. */
function browserSecret(ctx: Context, service: Service, name: SecretName): string | null {
  const secret = ctx.cookies.get(cookieName(service, name), { signed: false });
  return secret !== undefined && SECRET.test(secret) ? secret : null;
}

/** Whether the browser at hand is the one that must arrive: it asked for the login, or it brought the response. */
export function isItsBrowser(
  ctx: Context,
  service: Service,
  { asked, brought }: Pick<Arrival, 'asked' | 'brought'>,
): boolean {
  const secret = browserSecret(ctx, service, asked === null ? 'arrival' : 'login');
  if (secret === null) return false;
  return asked === null ? hashSecret(secret) === brought?.browser : isMadeBy(secret, asked);
}

function giveSecret(ctx: Context, service: Service, name: SecretName, secret: string): string {
  const options = { ...cookieOptions(service, `${service.base}/saml`), maxAge: LOGIN_WAITS };
  ctx.cookies.set(cookieName(service, name), secret, options);
  return secret;
}

function cookieName({ settings }: Service, name: SecretName): string {
  return `${settings.cookie}.${name}`;
}
