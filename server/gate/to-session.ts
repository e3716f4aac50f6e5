import type { LoginSession } from '#server/store/login-session.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { type MappedAttributes, mapAttributes } from '#shared/mapping/map-attributes.ts';
import { mapUser, type UserProblem } from '#shared/mapping/map-user.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { AttributeRow, Connection } from '#shared/saml/connection.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { toSessionNameId } from './decided-message.ts';

/** A login as the gate gives it: whose connection it is, and whether anybody asked, is the caller's to say. */
export type AcceptedLogin = Omit<LoginSession, 'connection' | 'unsolicited'>;

/**
 * What an accepted assertion makes of a user: the session, or everything that is missing for one.
 * @param assertion as the gate accepted it; nothing is read anywhere else
 */
export function toSession(
  assertion: Assertion,
  connection: Connection,
  now: number,
): { readonly login: AcceptedLogin } | { readonly problems: readonly Finding[] } {
  const nameId = assertion.subject?.nameId ?? null;
  const attributes = mapAttributes(connection.attributes, assertion.attributes);
  const user = mapUser(connection.user, nameId?.value ?? null, assertion.attributes);
  const problems = attributes.missing.map((row) => missingAttribute(assertion, row, attributes));
  if ('problem' in user) return { problems: [...problems, missingUser(assertion, user.problem, attributes)] };
  if (problems.length > 0) return { problems };
  const login = {
    userId: user.user.id,
    userDirectory: user.user.directory,
    idp: connection.idp.entityId,
    nameId: nameId && toSessionNameId(nameId),
    attributes: attributes.attributes,
    assertionId: assertion.id ?? '',
    loggedInAt: now,
    ...authenticationOf(assertion),
  };
  return { login };
}

/** Of several statements all indexes, and the earliest end. */
function authenticationOf({ authnStatements }: Assertion): Pick<LoginSession, 'sessionIndexes' | 'idpEndsAt'> {
  const ends = authnStatements.map(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter?.time ?? null);
  const known = ends.filter((time) => time !== null);
  return {
    sessionIndexes: authnStatements.map(({ sessionIndex }) => sessionIndex).filter((index) => index !== null),
    idpEndsAt: known.length === 0 ? null : Math.min(...known),
  };
}

/** Names that are quoted in a finding: enough to see what the IdP sends, not a page of them. */
const MAX_NAMES = 40;

function missingAttribute(assertion: Assertion, row: AttributeRow, { received }: MappedAttributes): Finding {
  return toFinding(assertion, 'attribute-required-missing', 'missing', row.from, received, { name: row.from });
}

function missingUser(
  assertion: Assertion,
  { part, from, reason }: UserProblem,
  { received }: MappedAttributes,
): Finding {
  return toFinding(assertion, 'user-unreadable', reason, from, received, { part, name: from });
}

function toFinding(
  { element }: Assertion,
  code: string,
  variant: string,
  expected: string,
  received: MappedAttributes['received'],
  facts: Finding['facts'],
): Finding {
  const names = received.map(({ name, friendlyName }) => (friendlyName === null ? name : `${name} (${friendlyName})`));
  const more = names.length > MAX_NAMES ? [`and ${names.length - MAX_NAMES} more`] : [];
  return {
    code,
    severity: 'error',
    outcome: 'fail',
    message: 0,
    path: `${pathOf(element)}/AttributeStatement`,
    range: { start: element.start, end: element.end },
    expected,
    received: [...names.slice(0, MAX_NAMES), ...more].join(', ') || 'no attributes at all',
    clause: 'saml-core 2.7.3',
    variant,
    facts: { ...facts, count: names.length },
  };
}
