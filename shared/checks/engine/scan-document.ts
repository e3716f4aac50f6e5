import { isAscii } from '#shared/base/bytes.ts';
import { isAssertion } from '#shared/saml/encrypted/security-tokens.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { descendants, rootOf } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { missedNamespace } from './name-homes.ts';

/** What several checks look for anywhere in a document, found in one walk. */
export interface DocumentScan {
  /** Each element whose ID an element before it, or one of the envelope around the message, had already. */
  readonly repeatedIds: readonly { readonly element: XmlElement; readonly attribute: string; readonly id: string }[];
  /** Assertions and protocol messages below the root, in document order. */
  readonly inner: readonly XmlElement[];
  /** Elements that declare a namespace whose name is relative. */
  readonly relativeNamespaces: readonly XmlElement[];
  /** Elements with a name of SAML in another namespace than its own: of each name the first. */
  readonly misplacedNames: readonly { readonly element: XmlElement; readonly expected: string }[];
  /** Whether there is a comment inside the root. */
  readonly hasComments: boolean;
  /** Whether every character of every value is one of ASCII that can be seen, or white space. */
  readonly isPlain: boolean;
}

/** Those of SAML 1.1 included (saml-core-1.1 2.3.2, 3.2.1, 3.4.1). */
const ID_ATTRIBUTES = new Set(['ID', 'Id', 'id', 'AssertionID', 'RequestID', 'ResponseID']);
const MESSAGES = new Set(['Response', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest']);
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

interface Walk {
  readonly seen: Set<string>;
  readonly repeatedIds: { element: XmlElement; attribute: string; id: string }[];
  readonly inner: XmlElement[];
  readonly relativeNamespaces: XmlElement[];
  readonly misplacedNames: { element: XmlElement; expected: string }[];
  hasComments: boolean;
}

/** Walks the document once. */
export function scanDocument({ root, text }: XmlDocument): DocumentScan {
  const found = { repeatedIds: [], inner: [], relativeNamespaces: [], misplacedNames: [] };
  const walk: Walk = { ...found, seen: idsAround(root), hasComments: false };
  visit(root, walk);
  return { ...walk, isPlain: isPlain(text) };
}

/** The IDs of an envelope outside of the message in it: a reader of the envelope could take one for the message's. */
function idsAround(message: XmlElement): Set<string> {
  const ids = new Set<string>();
  if (message.parent === null) return ids;
  const inside = new Set(descendants(message));
  for (const element of descendants(rootOf(message))) {
    if (inside.has(element)) continue;
    for (const { localName, namespace, value } of element.attributes) {
      if (namespace === '' && ID_ATTRIBUTES.has(localName)) ids.add(value);
    }
  }
  return ids;
}

/** Recursion is bounded: no document is deeper than `LIMITS.xmlDepth`. */
function visit(element: XmlElement, walk: Walk): void {
  for (const { localName, namespace, value } of element.attributes) {
    if (namespace !== '' || !ID_ATTRIBUTES.has(localName)) continue;
    if (walk.seen.has(value)) walk.repeatedIds.push({ element, attribute: localName, id: value });
    else walk.seen.add(value);
  }
  for (const { namespace } of element.declarations) {
    if (namespace !== '' && !ABSOLUTE.test(namespace)) walk.relativeNamespaces.push(element);
  }
  const expected = missedNamespace(element);
  if (expected !== null) noteMisplaced(element, expected, walk);
  if (element.parent !== null && isMessage(element)) walk.inner.push(element);
  for (const child of element.children) {
    if (child.kind === 'element') visit(child, walk);
    else if (child.kind === 'comment') walk.hasComments = true;
  }
}

/** A product that forgets a prefix forgets it everywhere: each name is told once, and there are few names. */
function noteMisplaced(element: XmlElement, expected: string, { misplacedNames }: Walk): void {
  if (misplacedNames.some((known) => known.element.name === element.name)) return;
  misplacedNames.push({ element, expected });
}

/** XML forbids the control characters below U+0020; a reference may stand for anything. */
function isPlain(text: string): boolean {
  return !text.includes('&#') && !text.includes('\u007f') && isAscii(text);
}

function isMessage(element: XmlElement): boolean {
  const { namespace, localName } = element;
  if (namespace === NAMESPACE.protocol || namespace === NAMESPACE.protocol11) return MESSAGES.has(localName);
  return isAssertion(element);
}
