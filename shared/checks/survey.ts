import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';

/** What several checks look for anywhere in a document, found in one walk. */
export interface Survey {
  /** Each element whose ID an element before it had already. */
  readonly repeatedIds: readonly { readonly element: XmlElement; readonly attribute: string; readonly id: string }[];
  /** Assertions and protocol messages below the root, in document order. */
  readonly inner: readonly XmlElement[];
  /** Elements that declare a namespace whose name is relative. */
  readonly relativeNamespaces: readonly XmlElement[];
}

const ID_ATTRIBUTES = new Set(['ID', 'Id', 'id']);
const MESSAGES = new Set(['Response', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest']);
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

interface Walk {
  readonly seen: Set<string>;
  readonly repeatedIds: { element: XmlElement; attribute: string; id: string }[];
  readonly inner: XmlElement[];
  readonly relativeNamespaces: XmlElement[];
}

/** A gate asks twice about the same document. */
const MEMO = new WeakMap<XmlDocument, Survey>();

/** Walks the document, once however often it is asked. */
export function surveyDocument(document: XmlDocument): Survey {
  const known = MEMO.get(document);
  if (known !== undefined) return known;
  const survey = makeSurvey(document);
  MEMO.set(document, survey);
  return survey;
}

function makeSurvey({ root }: XmlDocument): Survey {
  const walk: Walk = { seen: new Set(), repeatedIds: [], inner: [], relativeNamespaces: [] };
  visit(root, walk);
  return walk;
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
  if (element.parent !== null && isMessage(element)) walk.inner.push(element);
  for (const child of element.children) if (child.kind === 'element') visit(child, walk);
}

function isMessage(element: XmlElement): boolean {
  return element.namespace === NAMESPACE.protocol
    ? MESSAGES.has(element.localName)
    : isElement(element, NAMESPACE.assertion, 'Assertion');
}
