import { attributeOf, childElements, findAttribute, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Conditions } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { assertionChildren, childTexts, readInstant, readNumber, trimXml } from './read-parts.ts';

const KNOWN: readonly string[] = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

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
    others: unknownConditions(element, NAMESPACE.assertion, KNOWN),
  };
}

/**
 * The conditions that none of these names stands for, in that namespace. A type of its own (`xsi:type`) makes another
 * condition out of a known name: only the type that the schema gives to the name is the known one.
 */
export function unknownConditions(
  conditions: XmlElement,
  namespace: string,
  known: readonly string[],
): readonly XmlElement[] {
  return childElements(conditions).filter(
    (each) => each.namespace !== namespace || !known.includes(each.localName) || !hasOwnType(each),
  );
}

/**
 * `xsi:type` is absent or says what the name says already, by the prefix that the name has. What another prefix stands
 * for may be declared outside of what is signed, or in it and not be covered (exc-c14n 3: only what a name uses is).
 */
function hasOwnType(element: XmlElement): boolean {
  const type = findAttribute(element, NAMESPACE.schemaInstance, 'type')?.value;
  if (type === undefined) return true;
  const [local = '', prefix = ''] = trimXml(type).split(':').reverse();
  return local === `${element.localName}Type` && prefix === element.prefix;
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
