import type { Context } from 'koa';
import { readFormBody } from '#server/web/read-body.ts';
import { Refusal } from '#server/web/refusal.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseParameters } from '#shared/wire/parameters.ts';
import { readParameters } from '#shared/wire/read-parameters.ts';
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
 * @throws Refusal 400 if there is none or more than one, or it cannot be read
 */
export async function receiveMessage(ctx: Context): Promise<Received> {
  try {
    return read(ctx.method === 'POST' ? await readFormBody(ctx) : ctx.querystring, ctx.method === 'POST');
  } catch (error) {
    if (error instanceof WorkbenchError) throw unreadable(error.code, error.message);
    throw error;
  }
}

/** Two messages, or one name written in two ways, are how different readers are shown different messages. */
function read(raw: string, isForm: boolean): Received {
  const parameters = parseParameters(raw);
  const messages = parameters.filter(({ name }) => name === 'SAMLRequest' || name === 'SAMLResponse');
  if (messages.length === 0) {
    throw unreadable(
      'message-missing',
      'There is no SAMLRequest and no SAMLResponse. This address is for service providers; people start at the home page.',
    );
  }
  if (messages.length > 1 || messages.some(({ rawName, name }) => rawName !== name)) {
    throw unreadable('message-ambiguous', 'There is more than one message, or its parameter has an escaped name.');
  }
  const [reading] = readParameters(parameters, isForm ? 'form' : 'query').filter(
    ({ parameter }) => parameter === messages[0]?.name,
  );
  if (reading?.error) throw reading.error;
  if (!reading?.wire) throw unreadable('message-missing', 'There is no message.');
  const document = parseXml(reading.wire.xml);
  return { wire: reading.wire, document, message: readMessage(document) };
}

function unreadable(code: string, explanation: string): Refusal {
  return new Refusal({ status: 400, code, title: 'This message cannot be read', explanation });
}
