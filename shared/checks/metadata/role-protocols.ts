import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { rolesOf } from './key-certificates.ts';

/** What is wrong with a role that does not say that it speaks SAML 2.0. */
export type ProtocolMistake = 'missing' | 'misspelt' | 'other';

/** What a role of the protocols before SAML 2.0 says. */
const OLDER = /^(?:urn:oasis:names:tc:SAML:1\.[01]:protocol|urn:mace:shibboleth:1\.0)$/;

/**
 * The roles of an entity that readers leave out, none of that kind speaking SAML 2.0: what each says of its protocols, and
 * how that is wrong. A role may come once for each protocol.
 */
export function silentRoles(
  { element }: Pick<Entity, 'element'>,
  role: 'idp' | 'sp',
): readonly { readonly at: XmlElement; readonly mistake: ProtocolMistake; readonly said: string }[] {
  const all = rolesOf(element, role).map((at) => ({ at, protocols: protocolsOf(at) }));
  if (all.some(({ protocols }) => protocols.includes(NAMESPACE.protocol))) return [];
  return all.map(({ at, protocols }) => ({ at, mistake: mistakeIn(protocols), said: protocols.join(' ') }));
}

function protocolsOf(role: XmlElement): readonly string[] {
  return (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).filter((name) => name !== '');
}

function mistakeIn(protocols: readonly string[]): ProtocolMistake {
  if (protocols.length === 0) return 'missing';
  return protocols.every((name) => OLDER.test(name)) ? 'other' : 'misspelt';
}
