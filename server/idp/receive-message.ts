import type { Context } from 'koa';
import { IncomingError } from '#server/saml/incoming-error.ts';
import { pickMessage, readPost, readRedirect } from '#server/saml/read-incoming.ts';
import { readSoapMessage } from '#server/saml/read-soap-message.ts';
import { readFormBody } from '#server/web/read-body.ts';
import { onlySoapMessage } from '#shared/gate/only-soap-message.ts';
import { type ExaminedMessage, examine, type ReadingPolicy } from '#shared/inspection/examine.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { ENCODING_UNKNOWN } from '#shared/wire/read-parameters.ts';
import type { Idp } from './idp.ts';
import type { ServiceProvider } from './service-providers.ts';

/** One message, read, and verified with the keys of the service provider that it says it is from; not yet believed. */
export type Received = ExaminedMessage;

/** Bytes of a form, or of what a redirect inflates to: an AuthnRequest or a logout message has some KB. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/**
 * Reads the one message of a request, from the query of a GET (saml-bindings 3.4) or the form of a POST (3.5).
 *
 * @throws WorkbenchError if there is none or more than one, or it cannot be read
 */
export async function receiveMessage(ctx: Context, idp: Idp): Promise<Received> {
  const wire = ctx.method === 'POST' ? await readForm(ctx) : readRedirect(ctx.querystring, MAX_MESSAGE_BYTES);
  if (wire.steps.some(({ code }) => code === ENCODING_UNKNOWN)) throw new IncomingError('encoding-unknown');
  return await examine(wire, policyFor(await idp.serviceProviders()));
}

async function readForm(ctx: Context): Promise<WireMessage> {
  return readPost(pickMessage(await readFormBody(ctx, MAX_MESSAGE_BYTES)), MAX_MESSAGE_BYTES);
}

/**
 * Reads the answer that a service provider gave over SOAP (saml-bindings 3.2).
 * @throws WorkbenchError if there is none or more than one, or it cannot be read
 */
export async function readSoapAnswer(text: string, provider: ServiceProvider): Promise<Received> {
  return await examine(readSoapMessage(text), { ...policyFor([provider]), payloadOf: onlySoapMessage });
}

/** Nothing is encrypted for this identity provider. */
function policyFor(known: readonly ServiceProvider[]): ReadingPolicy {
  return {
    decryptionKeys: [],
    decryption: { rsa15: false },
    verify: (message, withKeys) => withKeys(serviceProviderOf(message, known)?.keys ?? []),
  };
}

/** Whom a message says it is from, if that is somebody known. */
export function serviceProviderOf({ issuer }: Pick<SamlMessage, 'issuer'>, known: readonly ServiceProvider[]) {
  return known.find(({ entityId }) => entityId === issuer?.value);
}
