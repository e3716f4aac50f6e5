import type { Assertion, Attribute } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { isMeant } from './find-attributes.ts';
import { mapAttributes, type SessionAttribute } from './map-attributes.ts';
import { type MappedUser, mapUser } from './map-user.ts';
import type { DroppedValue, ValueSource } from './map-values.ts';

/** Everything that a connection makes of an assertion, whether or not it lets anybody in. Plain data. */
export interface AssertionMapping {
  /** Null: the assertion does not say who it is. */
  readonly user: MappedUser | null;
  readonly nameId: string | null;
  readonly attributes: readonly SessionAttribute[];
  readonly dropped: readonly DroppedValue[];
  /** What came and no row takes, nor the user's name. */
  readonly unused: readonly UnusedAttribute[];
  /** What came, each name as often as it did. */
  readonly received: readonly ValueSource[];
}

/** An attribute that came and became nothing. */
export interface UnusedAttribute extends ValueSource {
  readonly values: readonly string[];
}

/** Applies the user's names and the attribute map of a connection, and tells what became of all that came. */
export function mapAssertion(assertion: Assertion, connection: Connection): AssertionMapping {
  const nameId = assertion.subject?.nameId?.value ?? null;
  const { attributes, dropped } = mapAttributes(connection.attributes, assertion.attributes);
  const user = mapUser(connection.user, nameId, assertion.attributes);
  const rows = [...connection.attributes, { from: connection.user.id }, { from: connection.user.directory }];
  const unused = assertion.attributes.filter((attribute) => !rows.some((row) => isMeant(row, attribute)));
  return {
    user: 'user' in user ? user.user : null,
    nameId,
    attributes,
    dropped,
    unused: unused.map((attribute) => ({ ...namesOf(attribute), values: attribute.values })),
    received: assertion.attributes.map(namesOf),
  };
}

function namesOf({ name, friendlyName, nameFormat }: Attribute): ValueSource {
  return { name, friendlyName, nameFormat };
}
