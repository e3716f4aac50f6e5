import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** What may limit how long metadata of an entity holds (saml-metadata 2.3): the entity, everything around it, its roles of that kind. */
export function withValidity({ element }: Entity, role: 'IDPSSODescriptor' | 'SPSSODescriptor'): readonly XmlElement[] {
  const around: XmlElement[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (
      isElement(at, NAMESPACE.metadata, 'EntityDescriptor') ||
      isElement(at, NAMESPACE.metadata, 'EntitiesDescriptor')
    )
      around.push(at);
  }
  return [...around, ...childElements(element, NAMESPACE.metadata, role)];
}
