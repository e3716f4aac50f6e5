import type { Attribute } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { SUBJECT_ID } from '#shared/saml/names.ts';
import { findAttributes, indexAttributes } from './find-attributes.ts';

/** Attributes of which the part behind the @ says whose users they are: by Name, as their profiles define them. */
const SCOPED: readonly string[] = [
  SUBJECT_ID.subject,
  SUBJECT_ID.pairwise,
  // eduPersonPrincipalName, eduPersonScopedAffiliation, eduPersonUniqueId
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.9',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13',
];

/** A scoped value of somebody else's users. */
export interface ForeignScope {
  /** Of the attribute, as the connection names it. */
  readonly from: string;
  /** What stands behind the @; empty: nothing does. */
  readonly scope: string;
  /** What may stand there; empty: nobody said. */
  readonly allowed: readonly string[];
}

/**
 * The first value that the connection takes from a scoped attribute and whose scope its identity provider may not use
 * (SDP-SP17): in the mode `saml2int` alone. Scopes are domains, compared regardless of case. Null: there is none.
 */
export function foreignScope(
  { mode, idp, user, attributes: rows }: Connection,
  attributes: readonly Attribute[],
): ForeignScope | null {
  if (mode !== 'saml2int') return null;
  const allowed = idp.scopes ?? [];
  const known = new Set(allowed.map((scope) => scope.toLowerCase()));
  const index = indexAttributes(attributes);
  for (const row of [{ from: user.id }, { from: user.directory }, ...rows]) {
    const values = findAttributes(row, index)
      .filter(({ name, friendlyName }) => [row.from, name, friendlyName].some((one) => SCOPED.includes(one ?? '')))
      .flatMap((attribute) => attribute.values);
    for (const value of values) {
      const scope = /@([^@]*)$/.exec(value.trim())?.[1] ?? '';
      if (!known.has(scope.toLowerCase())) return { from: row.from, scope, allowed };
    }
  }
  return null;
}
