import { mapUser } from '#shared/mapping/map-user.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';

/**
 * Several assertions of one response are about one user. The standard allows them to name the user differently, and says
 * nothing by which a receiver could tell that from two users: which one logs in would depend on who reads it.
 */
export const subjectsDiffer = defineCheck({
  code: 'subjects-differ',
  rank: 655,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  follows: KEPT_CLOSED,
  appliesTo: ['Response'],
  gate: 'if-there',
  variants: ['ok', 'name', 'user', 'closed'],
  run: ({ assertions, knowledge: { connection } }) => {
    const about = assertions.filter(({ subject }) => subject !== null);
    return about.slice(1).map((later, index) => compare(about.slice(0, index + 1), later, connection));
  },
});

function compare(before: readonly Assertion[], later: Assertion, connection: Connection | null) {
  const at = later.subject?.element ?? later.element;
  if ([...before, later].some(({ subject }) => subject?.encryptedId != null)) return unknown('closed', 'key', { at });
  const received = later.subject?.nameId?.value ?? null;
  const otherName = before.find((one) => differ(nameOf(one), nameOf(later)));
  if (otherName !== undefined)
    return fail('name', { at, expected: otherName.subject?.nameId?.value ?? null, received });
  const user = userOf(later, connection);
  const otherUser = before.find((one) => differ(userOf(one, connection), user));
  if (otherUser !== undefined) return fail('user', { at, expected: userOf(otherUser, connection), received: user });
  return pass('ok', { at, received });
}

/** One that names nobody says nothing against the other. */
function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** All that tells one name from another (saml-core 2.2.2). */
function nameOf({ subject }: Assertion): string | null {
  const name = subject?.nameId ?? null;
  return name && JSON.stringify([name.value, name.format, name.nameQualifier, name.spNameQualifier]);
}

/** Whom the connection would make of it. */
function userOf({ subject, attributes }: Assertion, connection: Connection | null): string | null {
  if (connection === null) return null;
  const mapped = mapUser(connection.user, subject?.nameId?.value ?? null, attributes);
  return 'problem' in mapped ? null : `${mapped.user.directory}\\${mapped.user.id}`;
}
