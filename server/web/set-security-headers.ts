import type { Context, Middleware, Next } from 'koa';
import { pagePolicy } from '#server/pages/page-policy.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': pagePolicy(),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Queries carry messages and one-time tokens: no other site gets to see them.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  // Pages show who somebody is; what may be kept says so itself.
  'Cache-Control': 'no-store',
};

/**
 * The headers that every answer has, refusals included.
 * @param https whether browsers reach us by https; TLS may end at a proxy in front of us
 */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return https ? { ...HEADERS, 'Strict-Transport-Security': 'max-age=31536000' } : HEADERS;
}

/** Sets them on whatever an application answers. */
export function setSecurityHeaders(https: boolean): Middleware {
  const headers = securityHeaders(https);
  return async (ctx: Context, next: Next) => {
    ctx.set(headers);
    await next();
  };
}
