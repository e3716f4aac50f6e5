import { NAMESPACE } from '#shared/saml/names.ts';
import { childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';

/**
 * The document as its SAML message: of a SOAP envelope the first child of its Body (saml-bindings 3.2.2), as a
 * document whose root still has its parents, so that names, offsets and signatures stay what they are.
 * Anything else is given back as it is.
 */
export function payloadOf(document: XmlDocument): XmlDocument {
  const body = bodyOf(document.root);
  const payload = body === null ? undefined : childElements(body)[0];
  return payload === undefined ? document : { ...document, root: payload };
}

function bodyOf(root: XmlElement): XmlElement | null {
  if (root.localName !== 'Envelope') return null;
  if (root.namespace !== NAMESPACE.soap11 && root.namespace !== NAMESPACE.soap12) return null;
  return firstChild(root, root.namespace, 'Body');
}
