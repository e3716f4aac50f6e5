import { parseInstant } from '#shared/base/instant.ts';
import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { NAMESPACE } from './names.ts';
import type { Instant } from './values.ts';

const WHITE_SPACE = ' \t\r\n';

/**
 * White space of the schema's `collapse` facet at both ends removed (XML Schema 2, 4.3.6): not NBSP
 * and the like. By hand, because a regular expression for the end takes quadratic time on hostile text.
 */
export function trimXml(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WHITE_SPACE.includes(text.charAt(start))) start += 1;
  while (end > start && WHITE_SPACE.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Longer than any xs:dateTime that a product writes: anything longer is none, and isn't looked at. */
const MAX_INSTANT_LENGTH = 64;

/** An xs:dateTime attribute; null if it is absent (saml-core 1.3.3). */
export function readInstant(element: XmlElement, name: string): Instant | null {
  const text = attributeOf(element, name);
  if (text === null) return null;
  const trimmed = trimXml(text);
  return { text, time: trimmed.length > MAX_INSTANT_LENGTH ? null : parseInstant(trimmed) };
}

/** All character data at any depth, in document order. Recursion is bounded by the parser's depth limit. */
export function deepText(element: XmlElement): string {
  let text = '';
  for (const child of element.children) {
    if (child.kind === 'text') text += child.value;
    else if (child.kind === 'element') text += deepText(child);
  }
  return text;
}

/** An xs:boolean attribute: `true` and `1` are true, everything else and its absence false. */
export function readBoolean(element: XmlElement, name: string): boolean {
  const text = trimXml(attributeOf(element, name) ?? '');
  return text === 'true' || text === '1';
}

/** An xs:nonNegativeInteger; null if it is absent or none. */
export function readNumber(text: string | null): number | null {
  const trimmed = trimXml(text ?? '');
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : null;
}

/** Trimmed text of the first such child; null if there is none. */
export function childText(parent: XmlElement, namespace: string, localName: string): string | null {
  const child = firstChild(parent, namespace, localName);
  return child === null ? null : trimXml(textOf(child));
}

/** Trimmed text of every such child, in document order. */
export function childTexts(parent: XmlElement, namespace: string, localName: string): string[] {
  return childElements(parent, namespace, localName).map((child) => trimXml(textOf(child)));
}

/** The children of that name in the assertion namespace. */
export function assertionChildren(parent: XmlElement, localName: string): readonly XmlElement[] {
  return childElements(parent, NAMESPACE.assertion, localName);
}

/** Whether an element has this expanded name: a local name alone never decides what something is. */
export function isElement(element: XmlElement, namespace: string, localName: string): boolean {
  return element.localName === localName && element.namespace === namespace;
}
