import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import { signElement } from '#shared/crypto/sign-element.ts';
import { BINDING } from '#shared/saml/names.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import type { Signing } from './idp.ts';

/** A protocol message, not signed yet, with where it goes. */
export interface Outgoing {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  /** ID of the message's root. */
  readonly id: string;
  /** URI: redirect or POST. */
  readonly binding: string;
  readonly location: string;
  readonly relayState: string | null;
}

/**
 * Signs a message as its binding wants it and sends the browser on with it: the query for a redirect
 * (saml-bindings 3.4.4.1), the root element for a POST (3.5.5.2).
 */
export async function sendMessage(ctx: Context, signing: Signing, message: Outgoing): Promise<void> {
  const { parameter, xml, relayState, location, id } = message;
  if (message.binding === BINDING.redirect) {
    const query = await writeRedirectQuery({ parameter, xml, relayState, signer: signing.redirect });
    ctx.status = 303;
    ctx.set('Location', `${location}${location.includes('?') ? '&' : '?'}${query}`);
    ctx.body = '';
    return;
  }
  const { privateKey, certificate } = signing;
  postMessage(ctx, { ...message, xml: await signElement(xml, { id, privateKey, certificate }) });
}

/**
 * Answers with a page that posts a message whose signatures are made already. It has no `form-action`: posting
 * to another site is its purpose, and browsers apply that directive to every redirect that follows.
 */
export function postMessage(ctx: Context, message: Omit<Outgoing, 'binding' | 'id'>): void {
  const nonce = randomBytes(16).toString('base64url');
  ctx.status = 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  ctx.body = writePostForm({
    action: message.location,
    parameter: message.parameter,
    value: writePostValue(message.xml),
    relayState: message.relayState,
    nonce,
  });
}
