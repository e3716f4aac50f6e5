import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** Every kind of message that can hold a signature. */
export const SIGNABLE_KINDS = [...SIGNED_KINDS, 'Other'] as const;

/** Child elements of XML signatures by name, however many there are: for naming faults, never for verifying. */
export function partsOf(parent: XmlElement, localName: string): readonly XmlElement[] {
  return childElements(parent, NAMESPACE.signature, localName);
}

/** Every Reference of every SignedInfo of a signature. */
export function referencesOf(signature: XmlElement): readonly XmlElement[] {
  return partsOf(signature, 'SignedInfo').flatMap((info) => partsOf(info, 'Reference'));
}

/** The Transform elements of one Reference. */
export function transformsOf(reference: XmlElement): readonly XmlElement[] {
  return partsOf(reference, 'Transforms').flatMap((list) => partsOf(list, 'Transform'));
}
