import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE } from './algorithms.ts';

/** What one walk over a document finds out for all its signatures. */
export interface SignatureMap {
  /** Every `ds:Signature`, wherever it stands, in document order. */
  readonly signatures: readonly XmlElement[];
  /** Every element that has an attribute which some reader takes for an ID, by its value; twice if it has two. */
  readonly byId: ReadonlyMap<string, readonly XmlElement[]>;
}

/**
 * `ID` (SAML 2.0), `AssertionID`, `ResponseID`, `RequestID` (SAML 1.1), `Id` (xmldsig, xenc), `xml:id`,
 * `wsu:Id`, and any spelling of them: what counts is that no reader finds another element than we do.
 */
const ID_NAME = /^(?:assertion|response|request)?id$/i;

/** Walks the document once: linear time, whatever is in it. */
export function locateSignatures(document: XmlDocument): SignatureMap {
  const signatures: XmlElement[] = [];
  const byId = new Map<string, XmlElement[]>();
  visit(document.root, (element) => {
    if (element.localName === 'Signature' && element.namespace === DS_NAMESPACE) signatures.push(element);
    for (const { localName, value } of element.attributes) {
      if (!ID_NAME.test(localName)) continue;
      const others = byId.get(value);
      if (others === undefined) byId.set(value, [element]);
      else others.push(element);
    }
  });
  return { signatures, byId };
}

/** Depth is bounded by the parser (LIMITS.xmlDepth). */
function visit(element: XmlElement, look: (element: XmlElement) => void): void {
  look(element);
  for (const child of element.children) if (child.kind === 'element') visit(child, look);
}
