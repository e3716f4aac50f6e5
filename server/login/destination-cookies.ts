import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { LOGIN_WAITS } from '#server/saml/login-request-id.ts';
import { cookieOptions } from '#server/session/use-sessions.ts';
import { readReturnTo } from '#server/web/return-to.ts';

/**
 * Characters of all these cookies together: they travel in one header, of which proxies take 8 KB. Whoever begins more
 * logins than fit (some ten, or one with a very long address) comes to the hub with the oldest.
 */
const MAX_CHARS = 3500;

/** As `makeLoginRequest` makes nonces. */
const NONCE = /^[A-Za-z0-9_-]{22}$/;

/**
 * Keeps where a user wants to go in a cookie of the login's own, in the browser that asked, so that the tabs of one
 * browser do not write over each other. The oldest go when they are too many.
 */
export function keepDestination(ctx: Context, service: Service, nonce: string, returnTo: string): void {
  const value = Buffer.from(`${service.clock()} ${returnTo}`).toString('base64url');
  setCookie(ctx, service, nonce, value);
  let room = MAX_CHARS - value.length;
  for (const kept of keptIn(ctx, service)) {
    room -= kept.value.length;
    if (room < 0) setCookie(ctx, service, kept.nonce, null);
  }
}

/**
 * Where the user wanted to go, once; null: this browser does not say. A cookie is whatever somebody has set, so it is
 * read like any other address that comes from outside.
 */
export function takeDestination(ctx: Context, service: Service, nonce: string): string | null {
  const found = keptIn(ctx, service).find((kept) => kept.nonce === nonce);
  if (found === undefined) return null;
  setCookie(ctx, service, nonce, null);
  const { url, base, settings } = service;
  return readReturnTo(found.returnTo, { url, base, hosts: settings.hosts });
}

interface Kept {
  readonly nonce: string;
  readonly value: string;
  readonly keptAt: number;
  readonly returnTo: string;
}

/** Those that the browser has brought, the youngest first. */
function keptIn(ctx: Context, service: Service): readonly Kept[] {
  const prefix = cookieName(service, '');
  const pairs = ctx.get('cookie').split(/; */);
  const kept = pairs.flatMap((pair): Kept[] => {
    const [name = '', value = ''] = pair.split('=', 2);
    const nonce = name.slice(prefix.length);
    if (!name.startsWith(prefix) || !NONCE.test(nonce)) return [];
    const [keptAt = '', returnTo = ''] = Buffer.from(value, 'base64url').toString('utf8').split(' ', 2);
    return [{ nonce, value, keptAt: Number(keptAt) || 0, returnTo }];
  });
  return kept.toSorted((one, other) => other.keptAt - one.keptAt);
}

function setCookie(ctx: Context, service: Service, nonce: string, value: string | null): void {
  const options = cookieOptions(service, `${service.base}/saml`);
  if (value === null) ctx.cookies.set(cookieName(service, nonce), null, options);
  else ctx.cookies.set(cookieName(service, nonce), value, { ...options, maxAge: LOGIN_WAITS });
}

function cookieName({ settings }: Service, nonce: string): string {
  return `${settings.cookie}.to.${nonce}`;
}
