import type { Context } from 'koa';
import type { SigningKey } from '#server/keys/signing-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import type { MessageTarget } from './pick-endpoint.ts';

/** A message on its way through the browser. */
export interface OutgoingMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  /** Unsigned; it is signed as its binding wants it. */
  readonly xml: string;
  /** The ID of the message. */
  readonly id: string;
  readonly target: MessageTarget;
  readonly relayState: string | null;
}

/** Who sends. */
export interface Sender {
  /** What messages are signed with; null: they go unsigned. */
  readonly signing: SigningKey | null;
  /** 256 random bits, base64url: for nonces. */
  readonly random: () => string;
}

/** Sends the browser on with a message: by a redirect, or by a page that posts itself. */
export async function sendMessage(ctx: Context, service: Sender, message: OutgoingMessage): Promise<void> {
  if (message.target.binding === 'post') return postMessage(ctx, service, message);
  ctx.status = 303;
  ctx.redirect(await redirectUrl(service, message));
}

/** saml-bindings 3.4.4.1; a query that the address has already is kept. */
async function redirectUrl({ signing }: Sender, { parameter, xml, relayState, target }: OutgoingMessage) {
  const signer = signing && {
    algorithm: signing.algorithm,
    sign: (octets: Uint8Array<ArrayBuffer>) => signOctets(octets, signing.privateKey, signing.algorithm),
  };
  const query = await writeRedirectQuery({ parameter, xml, relayState, signer });
  return `${target.url}${target.url.includes('?') ? '&' : '?'}${query}`;
}

/** saml-bindings 3.5.4. The page has one script, named by its nonce; it may stand in a frame of the IdP's. */
async function postMessage(ctx: Context, service: Sender, message: OutgoingMessage): Promise<void> {
  const { parameter, xml, id, target, relayState } = message;
  const { signing } = service;
  const signed = signing ? await signElement(xml, { id, ...signing }) : xml;
  const nonce = service.random();
  const action = target.url;
  ctx.set('Content-Security-Policy', postPolicy(nonce, new URL(action).origin));
  ctx.remove('X-Frame-Options');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = writePostForm({ action, parameter, value: writePostValue(signed), relayState, nonce });
}

function postPolicy(nonce: string, idp: string): string {
  return `default-src 'none'; img-src data:; connect-src 'self'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'self' ${idp}`;
}
