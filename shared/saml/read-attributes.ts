import { attributeOf, childElements, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Attribute } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { assertionChildren, deepText, isElement, trimXml } from './read-parts.ts';

/** The Attribute children of an AttributeStatement, one for one: repeated names stay apart (saml-core 2.7.3). */
export function readAttributes(statement: XmlElement): Attribute[] {
  return assertionChildren(statement, 'Attribute').map(readAttribute);
}

/** A `saml:Attribute`, or what derives from it: RequestedAttribute of metadata. */
export function readAttribute(element: XmlElement): Attribute {
  return {
    element,
    name: attributeOf(element, 'Name') ?? '',
    friendlyName: attributeOf(element, 'FriendlyName'),
    nameFormat: attributeOf(element, 'NameFormat'),
    values: readValues(assertionChildren(element, 'AttributeValue')),
  };
}

/** The NameID inside a value, as eduPersonTargetedID has it (eduPerson 2.2.11). */
export interface NestedNameId {
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly text: string;
}

/** For each of the `values` of an attribute, in their order, the one NameID that it consists of; null where it does not. */
export function nestedNameIdsOf(element: XmlElement): readonly (NestedNameId | null)[] {
  return assertionChildren(element, 'AttributeValue').filter(isNotNil).map(readNestedNameId);
}

function readNestedNameId(value: XmlElement): NestedNameId | null {
  const [only, ...more] = childElements(value);
  if (only === undefined || more.length > 0 || !isElement(only, NAMESPACE.assertion, 'NameID')) return null;
  return {
    nameQualifier: attributeOf(only, 'NameQualifier'),
    spNameQualifier: attributeOf(only, 'SPNameQualifier'),
    text: textOf(only),
  };
}

/** The texts of AttributeValue elements, those left out that say they are none. */
export function readValues(elements: readonly XmlElement[]): readonly string[] {
  return elements.filter(isNotNil).map(readValue);
}

/** saml-core 2.7.3.1.1: with `xsi:nil` there is no value, which is not the same as an empty one. */
function isNotNil(value: XmlElement): boolean {
  const nil = value.attributes
    .find((a) => a.localName === 'nil' && a.namespace === NAMESPACE.schemaInstance)
    ?.value.trim();
  return nil !== 'true' && nil !== '1';
}

/**
 * The text, kept to the last space. Where there are elements inside (the NameID of eduPersonTargetedID),
 * their text, without the white space that indents them.
 */
function readValue(value: XmlElement): string {
  return childElements(value).length === 0 ? textOf(value) : trimXml(deepText(value));
}
