import { attributeOf, findAttribute, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { NAMESPACE } from './names.ts';
import { deepText, trimXml } from './read-parts.ts';
import type { BaseIdentifier, NameIdentifier } from './values.ts';

/**
 * A NameID (saml-core 2.2.2). The value is an xs:string and kept to the last space: logout needs it
 * exactly as it came. Comments inside do not cut it (CVE-2017-11427 and its like).
 */
export function readNameId(element: XmlElement): NameIdentifier {
  return identifier(element, textOf(element));
}

/** The Issuer child (saml-core 2.2.5): an entity ID, a URI by default, so white space around it is none of it. */
export function readIssuer(parent: XmlElement): NameIdentifier | null {
  const element = firstChild(parent, NAMESPACE.assertion, 'Issuer');
  return element === null ? null : identifier(element, trimXml(textOf(element)));
}

/** The BaseID child (saml-core 2.2.1). */
export function readBaseId(parent: XmlElement): BaseIdentifier | null {
  const element = firstChild(parent, NAMESPACE.assertion, 'BaseID');
  if (element === null) return null;
  return {
    element,
    type: findAttribute(element, NAMESPACE.schemaInstance, 'type')?.value ?? null,
    nameQualifier: attributeOf(element, 'NameQualifier'),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
    text: trimXml(deepText(element)),
  };
}

function identifier(element: XmlElement, value: string): NameIdentifier {
  return {
    element,
    value,
    format: attributeOf(element, 'Format'),
    nameQualifier: attributeOf(element, 'NameQualifier'),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
    spProvidedId: attributeOf(element, 'SPProvidedID'),
  };
}
