import { XML_NAMESPACE } from './namespaces.ts';
import type { XmlAttribute, XmlDeclaration, XmlElement } from './tree.ts';

/**
 * The namespaces in scope at the top of what is canonicalized, its own and its ancestors', nearest first:
 * all (`prefixes` null) or those of some prefixes. A namespace that was undeclared is not in scope.
 */
export function apexNamespaces(element: XmlElement, prefixes: ReadonlySet<string> | null): readonly XmlDeclaration[] {
  if (prefixes?.size === 0) return [];
  const found = new Map<string, XmlDeclaration>();
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    for (const declaration of at.declarations) {
      const isAsked = prefixes === null || prefixes.has(declaration.prefix);
      if (isAsked && !found.has(declaration.prefix)) found.set(declaration.prefix, declaration);
    }
  }
  return [...found.values()];
}

/** The `xml:` attributes of ancestors that canonical XML 1.0 copies to the top element (c14n 2.4), nearest first. */
export function inheritedXmlAttributes(element: XmlElement): readonly XmlAttribute[] {
  const seen = new Set(xmlAttributes(element).map(({ localName }) => localName));
  const inherited: XmlAttribute[] = [];
  for (let at = element.parent; at !== null; at = at.parent) {
    for (const attribute of xmlAttributes(at)) {
      if (!seen.has(attribute.localName)) inherited.push(attribute);
      seen.add(attribute.localName);
    }
  }
  return inherited;
}

function xmlAttributes(element: XmlElement): readonly XmlAttribute[] {
  return element.attributes.filter(({ namespace }) => namespace === XML_NAMESPACE);
}
