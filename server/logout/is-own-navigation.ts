import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import { logoutToken } from './logout-token.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Whether a logout was asked for by the user and not by a page of another site. Yes, if the link carries the
 * session's token, or if the browser says where the request came from and it was us or the address bar
 * (Sec-Fetch-Site). Browsers say so on https and on the own machine; there, a request that says nothing is no
 * browser's (curl, a monitor). Everywhere else the user is asked.
 */
export function isOwnNavigation(ctx: Context, { url }: Service, session: CurrentSession): boolean {
  // A page that is loaded ahead of a click (Sec-Purpose: prefetch) was asked for by nobody yet.
  if (ctx.get('sec-purpose') !== '') return false;
  if (ctx.URL.searchParams.get('token') === logoutToken(session)) return true;
  const site = ctx.get('sec-fetch-site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const origin = ctx.get('origin');
  if (origin !== '') return origin === url;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || LOOPBACK.test(hostname);
}
