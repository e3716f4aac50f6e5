import type { Context } from 'koa';
import { pickMessage, readPost, readRedirect } from '#server/gate/read-incoming.ts';
import { readFormBody } from '#server/web/read-body.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';

/** One message that a browser brought, read but not yet believed. */
export interface Received {
  readonly wire: WireMessage;
  readonly document: XmlDocument;
  readonly message: SamlMessage;
}

/**
 * Reads the one message of a request, from the query of a GET (saml-bindings 3.4) or the form of a POST (3.5).
 *
 * @throws WorkbenchError if there is none or more than one, or it cannot be read
 */
export async function receiveMessage(ctx: Context): Promise<Received> {
  const wire = ctx.method === 'POST' ? readForm(await readFormBody(ctx)) : readRedirect(ctx.querystring);
  const document = parseXml(wire.xml);
  return { wire, document, message: readMessage(document) };
}

function readForm(body: string): WireMessage {
  const { value, relayState } = pickMessage(body);
  return { ...readPost(value), relayState };
}
