import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { childElements } from '#shared/xml/navigate.ts';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['IDPSSODescriptor', 'IdP'],
  ['SPSSODescriptor', 'SP'],
  ['AttributeAuthorityDescriptor', 'attribute authority'],
  ['AuthnAuthorityDescriptor', 'authentication authority'],
  ['PDPDescriptor', 'policy decision point'],
  ['AffiliationDescriptor', 'affiliation'],
  ['RoleDescriptor', 'other role'],
]);

/** What an entity is, each once: `IdP`, `SP`, `attribute authority`, ... */
export function rolesOf({ element }: Entity): readonly string[] {
  const names = childElements(element, NAMESPACE.metadata).map(({ localName }) => NAMES.get(localName));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The short name of a role descriptor; its own name where it has none. */
export function roleName(descriptor: string): string {
  return NAMES.get(descriptor) ?? descriptor;
}
