import { WorkbenchError } from '#shared/base/errors.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { type SoapVersion, soapVersionOf } from '#shared/wire/soap-version.ts';
import { childElements, rootOf } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { mustBeUnderstood } from './must-be-understood.ts';
import { unwrap } from './read-incoming.ts';

/** What the envelope of a message says of how a message is to be answered. */
export interface SoapEnvelope {
  readonly version: SoapVersion;
  /** The name of a header block that has to be understood and is not (SOAP 1.1, 4.2.3); null where there is none. */
  readonly notUnderstood: string | null;
}

/**
 * Reads the text of a message from the SOAP binding (saml-bindings 3.2.2.1); `onlyMessage` finds the message in it.
 * @param text the body of the HTTP message; XML as it is, without any encoding around it
 * @throws WorkbenchError `soap-invalid`, and what decoding throws
 */
export function readSoapMessage(text: string): WireMessage {
  if (!text.trimStart().startsWith('<')) throw invalid('it does not begin as XML does');
  return unwrap(readSoap(text));
}

/**
 * The message in an envelope, as a document whose text and offsets are those of the whole: one Body, and in it one
 * element and nothing else. What two readers could read differently is refused.
 * @throws WorkbenchError `soap-invalid`
 */
export function onlyMessage(document: XmlDocument): XmlDocument {
  const { root } = document;
  if (soapVersionOf(root) === null) throw invalid(`its root is ${root.name}, not a SOAP Envelope`);
  return { ...document, root: onlyElement(root) };
}

/** What the envelope around a message says. */
export function soapEnvelopeOf(message: XmlElement): SoapEnvelope {
  const envelope = rootOf(message);
  return { version: soapVersionOf(envelope) ?? '1.1', notUnderstood: mustBeUnderstood(envelope) };
}

function onlyElement(envelope: XmlElement): XmlElement {
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
