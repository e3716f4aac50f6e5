import { isEncryptedToken, securityTokens } from '#shared/saml/encrypted/security-tokens.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { artifactContent } from '#shared/saml/read-artifact-messages.ts';
import { childElements, descendants, firstChild } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';

/**
 * The document as its SAML message: of a SOAP envelope the first child of its Body (saml-bindings 3.2.2), of an answer
 * of WS-Trust its first token, as a document whose root still has its parents, so that names, offsets and signatures
 * stay what they are. Anything else is given back as it is, and so is an answer of WS-Trust whose token is closed:
 * ask again once it is opened.
 *
 * @param start offset of another element to take for the message: `WireMessage.innerStart`
 */
export function payloadOf(document: XmlDocument, start: number | null = null): XmlDocument {
  if (start !== null) return { ...document, root: elementAt(document.root, start) ?? document.root };
  const inBody = bodyContent(document.root) ?? document.root;
  const [token] = securityTokens(inBody);
  const root = token === undefined || isEncryptedToken(token) ? inBody : token;
  return root === document.root ? document : { ...document, root };
}

/**
 * The further messages of a document, which stand for themselves: the message that an ArtifactResponse brings
 * (saml-core 3.5.2), and all tokens of an answer of WS-Trust but the first.
 */
export function innerMessages(document: XmlDocument): readonly XmlElement[] {
  const outer = bodyContent(document.root) ?? document.root;
  if (outer.localName !== 'ArtifactResponse' || outer.namespace !== NAMESPACE.protocol)
    return securityTokens(outer).slice(1);
  const content = artifactContent(outer);
  return content === null ? [] : [content];
}

function bodyContent(root: XmlElement): XmlElement | null {
  if (root.localName !== 'Envelope') return null;
  if (root.namespace !== NAMESPACE.soap11 && root.namespace !== NAMESPACE.soap12) return null;
  const body = firstChild(root, root.namespace, 'Body');
  return body === null ? null : (childElements(body)[0] ?? null);
}

function elementAt(root: XmlElement, start: number): XmlElement | null {
  for (const element of descendants(root)) if (element.start === start) return element;
  return null;
}
