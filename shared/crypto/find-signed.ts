import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { SignatureMap } from './locate-signatures.ts';
import type { SignatureReason } from './signature.ts';

/** Where a reference leads; `reason` is null if it leads where SAML says it must. */
export interface SignedTarget {
  /** The ID that the reference names; null if it names none. */
  readonly id: string | null;
  /** The one element that has this ID. */
  readonly element: XmlElement | null;
  readonly reason: SignatureReason | null;
}

/**
 * Resolves a reference as saml-core 5.4.2 wants it: `#ID` of the element that the signature is a
 * child of, and an ID that no other attribute of the document has. Wrapping attacks all break one
 * of the two.
 * @param uri as in the Reference; null where it has none
 */
export function findSigned(uri: string | null, signature: XmlElement, map: SignatureMap): SignedTarget {
  if (uri === '' && isWholeMetadata(signature)) return { id: null, element: signature.parent, reason: null };
  if (uri === null || uri === '' || uri === '#') return { id: null, element: null, reason: 'reference-empty' };
  if (!uri.startsWith('#') || uri.startsWith('#xpointer(')) {
    return { id: null, element: null, reason: 'reference-foreign' };
  }
  const id = uri.slice(1);
  const [element, second] = map.byId.get(id) ?? [];
  if (element === undefined) return { id, element: null, reason: 'reference-missing' };
  if (second !== undefined) return { id, element: null, reason: 'reference-ambiguous' };
  if (element !== signature.parent) return { id, element, reason: 'reference-foreign' };
  return { id, element, reason: hasOwnId(element, id) ? null : 'reference-missing' };
}

/** Whether the signature is a child of a document element that is SAML metadata. */
function isWholeMetadata({ parent }: XmlElement): boolean {
  return parent !== null && parent.parent === null && parent.namespace === 'urn:oasis:names:tc:SAML:2.0:metadata';
}

const SAML2 = /^urn:oasis:names:tc:SAML:2\.0:/;
const SAML1 = /^urn:oasis:names:tc:SAML:1\.0:/;

/** Whether the ID is in the attribute that the element's schema declares as its ID. */
function hasOwnId(element: XmlElement, id: string): boolean {
  if (SAML2.test(element.namespace)) return attributeOf(element, 'ID') === id;
  if (SAML1.test(element.namespace)) return attributeOf(element, `${element.localName}ID`) === id;
  return true; // some other element: any attribute that is an ID by name
}
