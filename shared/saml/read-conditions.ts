import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Conditions } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { assertionChildren, childTexts, readInstant, readNumber } from './read-parts.ts';

const KNOWN: ReadonlySet<string> = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']);

/** A `saml:Conditions` (saml-core 2.5). */
export function readConditions(element: XmlElement): Conditions {
  return {
    element,
    notBefore: readInstant(element, 'NotBefore'),
    notOnOrAfter: readInstant(element, 'NotOnOrAfter'),
    audienceRestrictions: assertionChildren(element, 'AudienceRestriction').map((restriction) => ({
      element: restriction,
      audiences: childTexts(restriction, NAMESPACE.assertion, 'Audience'),
    })),
    oneTimeUse: firstChild(element, NAMESPACE.assertion, 'OneTimeUse') !== null,
    proxyRestriction: readProxyRestriction(element),
    others: childElements(element).filter(
      ({ namespace, localName }) => namespace !== NAMESPACE.assertion || !KNOWN.has(localName),
    ),
  };
}

/** saml-core 2.5.1.6 */
function readProxyRestriction(conditions: XmlElement): Conditions['proxyRestriction'] {
  const element = firstChild(conditions, NAMESPACE.assertion, 'ProxyRestriction');
  if (element === null) return null;
  return {
    count: readNumber(attributeOf(element, 'Count')),
    audiences: childTexts(element, NAMESPACE.assertion, 'Audience'),
  };
}
