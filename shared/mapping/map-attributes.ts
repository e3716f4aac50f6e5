import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection.ts';

/** One attribute of a session, with where each of its values came from. Plain data. */
export interface SessionAttribute {
  /** The row's `to`. */
  readonly name: string;
  /** In the order in which the IdP sent them; repetitions are kept. */
  readonly values: readonly SessionValue[];
}

/** One value with its provenance. */
interface SessionValue {
  /** After the value map. */
  readonly value: string;
  /** As it was in the assertion. */
  readonly raw: string;
  /** The SAML attribute that carried it. */
  readonly from: { readonly name: string; readonly friendlyName: string | null };
}

/** What an attribute map makes of an assertion's attributes. */
export interface MappedAttributes {
  /** In the order of the rows; an optional attribute that the IdP did not send is absent. */
  readonly attributes: readonly SessionAttribute[];
  /** The rows that are required and were not sent, or sent without any value. */
  readonly missing: readonly AttributeRow[];
  /** Every attribute that came, for the words: each name once. */
  readonly received: readonly { readonly name: string; readonly friendlyName: string | null }[];
}

/**
 * Applies an attribute map. Each row takes every value, in order, of every attribute whose Name is exactly
 * `from`; if that gives none, of those whose FriendlyName is (saml-core 2.7.3.1: names are compared as they are,
 * case and all). Several rows with the same `to` add up. Values are carried as they are apart from the value
 * map; nothing is trimmed or split. Time grows with rows plus attributes.
 */
export function mapAttributes(rows: readonly AttributeRow[], attributes: readonly Attribute[]): MappedAttributes {
  const byName = Map.groupBy(attributes, (attribute) => attribute.name);
  const byFriendlyName = Map.groupBy(attributes, (attribute) => attribute.friendlyName);
  const mapped = new Map<string, SessionValue[]>();
  const missing: AttributeRow[] = [];
  for (const row of rows) {
    const named = toValues(byName.get(row.from) ?? [], row);
    const values = named.length > 0 ? named : toValues(byFriendlyName.get(row.from) ?? [], row);
    if (values.length === 0) {
      if (row.required) missing.push(row);
      continue;
    }
    mapped.set(row.to, (mapped.get(row.to) ?? []).concat(values));
  }
  return {
    attributes: Array.from(mapped, ([name, values]) => ({ name, values })),
    missing,
    received: Array.from(byName, ([name, same]) => ({ name, friendlyName: same[0]?.friendlyName ?? null })),
  };
}

function toValues(sources: readonly Attribute[], row: AttributeRow): SessionValue[] {
  return sources.flatMap(({ name, friendlyName, values }) => {
    const from = { name, friendlyName };
    return values.map((raw) => ({ value: row.values.get(raw) ?? raw, raw, from }));
  });
}
