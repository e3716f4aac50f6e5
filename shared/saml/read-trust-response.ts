import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { MessageHead } from './head.ts';
import type { SecurityTokenResponse } from './messages.ts';
import { childText, deepText, trimXml } from './read-parts.ts';

/**
 * A RequestSecurityTokenResponse or a collection of them, of either WS-Trust (2005/02 and 1.3, 4.4): of several the
 * first. A SAML token in it that is not encrypted is a message in its own right.
 */
export function readTrustResponse(element: XmlElement): SecurityTokenResponse {
  const { namespace } = element;
  const answer = firstChild(element, namespace, 'RequestSecurityTokenResponse') ?? element;
  const holder = firstChild(answer, namespace, 'RequestedSecurityToken');
  const [token] = holder === null ? [] : childElements(holder);
  return {
    kind: 'SecurityTokenResponse',
    ...noHead(element),
    tokenType: childText(answer, namespace, 'TokenType'),
    appliesTo: appliesTo(answer),
    context: attributeOf(answer, 'Context'),
    token: token?.localName ?? null,
  };
}

/** The address in wsp:AppliesTo, whichever versions of WS-Policy and WS-Addressing are used. */
function appliesTo(answer: XmlElement): string | null {
  const [applies] = childElements(answer, undefined, 'AppliesTo');
  return applies === undefined ? null : trimXml(deepText(applies));
}

function noHead(element: XmlElement): MessageHead {
  return { element, id: null, version: null, issueInstant: null, destination: null, issuer: null, consent: null };
}
