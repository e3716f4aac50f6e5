import type { XmlElement } from '#shared/xml/tree.ts';
import { isSaml11 } from './read-saml11.ts';

/** The attribute that holds the ID of a message or assertion: `ID`, in SAML 1.1 `AssertionID`, `ResponseID`, `RequestID`. */
export function idAttributeOf(element: XmlElement): string {
  return isSaml11(element) ? `${element.localName}ID` : 'ID';
}
