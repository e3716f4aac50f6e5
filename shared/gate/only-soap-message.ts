import type { WorkbenchError } from '#shared/base/errors.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { soapVersionOf } from '#shared/wire/soap-version.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';

/**
 * The message in an envelope, as a document whose text and offsets are those of the whole: one Body, and in it one
 * element and nothing else (saml-bindings 3.2.2.1). What two readers could read differently is refused.
 * @throws WorkbenchError `soap-invalid`
 */
export function onlySoapMessage(document: XmlDocument): XmlDocument {
  const { root } = document;
  if (soapVersionOf(root) === null) throw invalid(`its root is ${root.name}, not a SOAP Envelope`);
  return { ...document, root: onlyElement(root) };
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
  return new SamlError('soap-invalid', { reason });
}
