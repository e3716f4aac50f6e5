import type { XmlAttribute, XmlElement } from './tree.ts';

/** The child elements in document order; with `namespace` and `localName` only those of that name. */
export function childElements(element: XmlElement, namespace?: string, localName?: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element.children) {
    if (child.kind === 'element' && matches(child, namespace, localName)) found.push(child);
  }
  return found;
}

/** The first child element of that name, or null. Where a second one would matter, ask `childElements`. */
export function firstChild(element: XmlElement, namespace: string, localName: string): XmlElement | null {
  for (const child of element.children) {
    if (child.kind === 'element' && matches(child, namespace, localName)) return child;
  }
  return null;
}

function matches(element: XmlElement, namespace?: string, localName?: string): boolean {
  return (
    (localName === undefined || element.localName === localName) &&
    (namespace === undefined || element.namespace === namespace)
  );
}

/** The value of an attribute without namespace, which is where SAML puts its attributes; null if there is none. */
export function attributeOf(element: XmlElement, localName: string): string | null {
  return findAttribute(element, '', localName)?.value ?? null;
}

/** The attribute of that expanded name, or null. */
export function findAttribute(element: XmlElement, namespace: string, localName: string): XmlAttribute | null {
  for (const attribute of element.attributes) {
    if (attribute.localName === localName && attribute.namespace === namespace) return attribute;
  }
  return null;
}

/**
 * All character data directly in the element, joined across comments and CDATA sections.
 *
 * The whole of it, never the first text node: canonicalization without comments drops them, so
 * `admin<!---->@evil.example` has the same digest as the text that was signed, and a reader that stops
 * at the comment sees another user (CVE-2017-11427 and its family).
 */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const child of element.children) if (child.kind === 'text') text += child.value;
  return text;
}

/** Whether the element has a comment as a direct child: the mark of the attack named at `textOf`. */
export function hasComments(element: XmlElement): boolean {
  return element.children.some((child) => child.kind === 'comment');
}

/**
 * Where an element stands: `/Response/Assertion[2]/Conditions`. Local names; the index counts from 1 and
 * stands only where siblings share the local name.
 */
export function pathOf(element: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) steps.push(stepOf(at));
  return `/${steps.reverse().join('/')}`;
}

function stepOf(element: XmlElement): string {
  const { parent, localName } = element;
  if (parent === null) return localName;
  let alike = 0;
  let index = 0;
  for (const child of parent.children) {
    if (child.kind === 'element' && child.localName === localName) alike++;
    if (child === element) index = alike;
  }
  return alike === 1 ? localName : `${localName}[${index}]`;
}

/** The element itself and every element below it, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement, void, undefined> {
  const waiting: XmlElement[] = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child?.kind === 'element') waiting.push(child);
    }
  }
}

/** The document element above an element. */
export function rootOf(element: XmlElement): XmlElement {
  let at = element;
  while (at.parent !== null) at = at.parent;
  return at;
}

/** The namespace that a prefix (`''`: the default) stands for at this element; null if it is not declared. */
export function namespaceInScope(element: XmlElement, prefix: string): string | null {
  if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    for (const declaration of at.declarations) if (declaration.prefix === prefix) return declaration.namespace;
  }
  return prefix === '' ? '' : null;
}
