import type { Context } from 'koa';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import type { Idp } from './idp.ts';
import type { IdpLogin } from './state.ts';

/**
 * Answers with a page that posts a Response, signed already, to the assertion consumer (saml-profiles 4.1.4.2). It has no
 * `form-action`: posting to another site is its purpose, and browsers apply that directive to every redirect
 * that follows.
 */
export function postResponse(ctx: Context, idp: Idp, { acs, relayState }: IdpLogin, xml: string): void {
  const nonce = idp.random();
  ctx.status = 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set(
    'Content-Security-Policy',
    `default-src 'none'; img-src data:; connect-src 'self'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  const value = writePostValue(xml);
  ctx.body = writePostForm({ action: acs, parameter: 'SAMLResponse', value, relayState, nonce });
}
