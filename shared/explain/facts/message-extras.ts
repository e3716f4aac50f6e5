import { NAMESPACE } from '#shared/saml/names.ts';
import { soapVersionOf } from '#shared/wire/soap-version.ts';
import { childElements, firstChild, rootOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** So many of each are told; real messages have one or two. */
const MAX_EXTRAS = 20;

/** What stands in the Extensions of a protocol message (saml-core 3.2.1): anything, by agreement of the two sides. */
export function extensionsOf(message: XmlElement): readonly XmlElement[] {
  const extensions = firstChild(message, NAMESPACE.protocol, 'Extensions');
  return extensions === null ? [] : childElements(extensions).slice(0, MAX_EXTRAS);
}

/** The header blocks of the SOAP envelope around a message: of PAOS and ECP, or of WS-Security. */
export function soapHeadersOf(message: XmlElement): readonly XmlElement[] {
  const envelope = rootOf(message);
  const header = soapVersionOf(envelope) === null ? null : firstChild(envelope, envelope.namespace, 'Header');
  return header === null ? [] : childElements(header).slice(0, MAX_EXTRAS);
}
