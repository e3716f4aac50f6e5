import { WorkbenchError } from '#shared/base/errors.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { type SoapVersion, soapVersionOf } from '#shared/wire/soap-version.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { mustBeUnderstood } from './must-be-understood.ts';
import { unwrap } from './read-incoming.ts';

/** A message and the document it is read from. */
export interface SoapMessage {
  readonly wire: WireMessage;
  /** Its root is the message; its text and offsets are those of the whole envelope. */
  readonly document: XmlDocument;
  readonly envelope: SoapEnvelope;
}

/** What its envelope says of how a message is to be answered. */
export interface SoapEnvelope {
  readonly version: SoapVersion;
  /** The name of a header block that has to be understood and is not (SOAP 1.1, 4.2.3); null where there is none. */
  readonly notUnderstood: string | null;
}

/**
 * Reads a message from the SOAP binding (saml-bindings 3.2.2.1): an envelope with one Body, and in it one message of
 * SAML and nothing else. What two readers could read differently is refused.
 * @param text the body of the HTTP message; XML as it is, without any encoding around it
 * @throws WorkbenchError `soap-invalid`, and what parsing throws (a DOCTYPE, a limit)
 */
export function readSoapMessage(text: string): SoapMessage {
  if (!text.trimStart().startsWith('<')) throw invalid('it does not begin as XML does');
  const wire = unwrap(readSoap(text));
  const document = parseXml(wire.xml);
  const version = soapVersionOf(document.root);
  if (version === null) throw invalid(`its root is ${document.root.name}, not a SOAP Envelope`);
  const envelope = { version, notUnderstood: mustBeUnderstood(document.root) };
  return { wire, envelope, document: { ...document, root: onlyMessage(document.root) } };
}

function onlyMessage(envelope: XmlElement): XmlElement {
  const [body, secondBody] = childElements(envelope, envelope.namespace, 'Body');
  if (body === undefined) throw invalid('its Envelope has no Body');
  if (secondBody !== undefined) throw invalid('its Envelope has more than one Body');
  const [message, secondMessage] = childElements(body);
  if (message === undefined) throw invalid('its Body is empty');
  if (secondMessage !== undefined) throw invalid('its Body holds more than one element');
  return message;
}

function invalid(reason: string): WorkbenchError {
  return new WorkbenchError('soap-invalid', { reason });
}
