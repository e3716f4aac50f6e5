import { attributeOf, childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Entity, Metadata } from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { readHead } from './read-head.ts';
import { isElement, readInstant, trimXml } from './read-parts.ts';
import { readIdpRole, readSpRole } from './read-roles.ts';

/** An `md:EntityDescriptor`, or an `md:EntitiesDescriptor` with all that it holds at any depth (saml-metadata 2.3). */
export function readMetadata(element: XmlElement): Metadata {
  return {
    kind: 'Metadata',
    ...readHead(element),
    entities: entityElements(element).map(readEntity),
    validUntil: readInstant(element, 'validUntil'),
  };
}

/** In document order. Recursion is bounded by the parser's depth limit. */
function entityElements(element: XmlElement): XmlElement[] {
  if (isElement(element, NAMESPACE.metadata, 'EntityDescriptor')) return [element];
  if (!isElement(element, NAMESPACE.metadata, 'EntitiesDescriptor')) return [];
  return childElements(element, NAMESPACE.metadata).flatMap(entityElements);
}

/** An `md:EntityDescriptor` (saml-metadata 2.3.2). */
export function readEntity(element: XmlElement): Entity {
  const idp = roleElement(element, 'IDPSSODescriptor');
  const sp = roleElement(element, 'SPSSODescriptor');
  return {
    element,
    entityId: trimXml(attributeOf(element, 'entityID') ?? ''),
    validUntil: readInstant(element, 'validUntil'),
    idp: idp === null ? null : readIdpRole(idp),
    sp: sp === null ? null : readSpRole(sp),
  };
}

/** A role may come once for each protocol (saml-metadata 2.4.1): the one for SAML 2.0 if there is one, else the first. */
function roleElement(entity: XmlElement, localName: string): XmlElement | null {
  const roles = childElements(entity, NAMESPACE.metadata, localName);
  return roles.find(supportsSaml2) ?? roles[0] ?? null;
}

/** Whether an entity's role of that kind is for SAML 2.0; one that names no protocol at all may be. */
export function speaksSaml2({ element }: Entity, localName: 'IDPSSODescriptor' | 'SPSSODescriptor'): boolean {
  const role = roleElement(element, localName);
  return role !== null && (supportsSaml2(role) || attributeOf(role, 'protocolSupportEnumeration') === null);
}

function supportsSaml2(role: XmlElement): boolean {
  return (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(NAMESPACE.protocol);
}
