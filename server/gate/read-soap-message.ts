import { WorkbenchError } from '#shared/base/errors.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { unwrap } from './read-incoming.ts';

/** A message and the document it is read from. */
export interface SoapMessage {
  readonly wire: WireMessage;
  /** Its root is the message; its text and offsets are those of the whole envelope. */
  readonly document: XmlDocument;
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
  return { wire, document: { ...document, root: onlyMessage(document.root) } };
}

const ENVELOPES: readonly string[] = [NAMESPACE.soap11, NAMESPACE.soap12];

function onlyMessage(envelope: XmlElement): XmlElement {
  if (envelope.localName !== 'Envelope' || !ENVELOPES.includes(envelope.namespace)) {
    throw invalid(`its root is ${envelope.name}, not a SOAP Envelope`);
  }
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
