import { mapUser } from '#shared/mapping/map-user.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
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
    if (assertions.length < 2) return [];
    const said: Said[] = assertions.flatMap((assertion) =>
      assertion.subject === null
        ? []
        : [
            {
              at: assertion.subject.element,
              isClosed: assertion.subject.encryptedId != null,
              nameId: assertion.subject.nameId?.value ?? null,
              name: nameOf(assertion),
              user: userOf(assertion, connection),
            },
          ],
    );
    // Against the first that says it, and not against all before: a response can have thousands.
    const named = said.find(({ name }) => name !== null) ?? null;
    const known = said.find(({ user }) => user !== null) ?? null;
    const firstClosed = said.findIndex(({ isClosed }) => isClosed);
    return said
      .slice(1)
      .map((later, index) =>
        firstClosed !== -1 && firstClosed <= index + 1
          ? unknown('closed', 'key', { at: later.at })
          : compare(later, named, known),
      );
  },
});

/** What one assertion says of its user. */
interface Said {
  readonly at: XmlElement;
  readonly isClosed: boolean;
  readonly nameId: string | null;
  readonly name: string | null;
  readonly user: string | null;
}

function compare(later: Said, named: Said | null, known: Said | null) {
  const { at, nameId: received, user } = later;
  if (named !== null && differ(named.name, later.name)) return fail('name', { at, expected: named.nameId, received });
  if (known !== null && differ(known.user, user)) return fail('user', { at, expected: known.user, received: user });
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
