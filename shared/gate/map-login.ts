import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { describeProblem, receivedNames } from '#shared/mapping/describe-problem.ts';
import { type ForeignScope, foreignScope } from '#shared/mapping/foreign-scope.ts';
import { type MappingProblem, mapAttributes, type SessionAttribute } from '#shared/mapping/map-attributes.ts';
import { mapUser, type UserProblem } from '#shared/mapping/map-user.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { type SessionNameId, toSessionNameId } from './session-name-id.ts';

/** Who an accepted assertion says logged in, and everything that is known about it. */
export interface MappedLogin {
  readonly userId: string;
  readonly userDirectory: string;
  /** Entity ID of the IdP. */
  readonly idp: string;
  /** Null: the IdP sent none, and single logout cannot work. */
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  readonly attributes: readonly SessionAttribute[];
  readonly assertionId: string;
  /** The IdP's SessionNotOnOrAfter in milliseconds; null where it set none. */
  readonly idpEndsAt: number | null;
}

/**
 * What an accepted assertion makes of a user: the login, or everything that is missing for one.
 * @param assertion as the gate accepted it; nothing is read anywhere else
 */
export function mapLogin(
  assertion: Assertion,
  connection: Connection,
): { readonly login: MappedLogin } | { readonly problems: readonly Finding[] } {
  const nameId = assertion.subject?.nameId ?? null;
  const attributes = mapAttributes(connection.attributes, assertion.attributes);
  const user = mapUser(connection.user, nameId?.value ?? null, assertion.attributes);
  const problems = attributes.problems.map((problem) => mappingProblem(assertion, problem));
  if ('problem' in user) return { problems: [...problems, missingUser(assertion, user.problem)] };
  const foreign = foreignScope(connection, assertion.attributes);
  if (foreign !== null) problems.push(scopeProblem(assertion, foreign));
  if (problems.length > 0) return { problems };
  const login = {
    userId: user.user.id,
    userDirectory: user.user.directory,
    idp: connection.idp.entityId,
    nameId: nameId && toSessionNameId(nameId),
    attributes: attributes.attributes,
    assertionId: assertion.id ?? '',
    ...authenticationOf(assertion),
  };
  return { login };
}

/** Of several statements all indexes, and the earliest end. */
function authenticationOf({ authnStatements }: Assertion): Pick<MappedLogin, 'sessionIndexes' | 'idpEndsAt'> {
  const ends = authnStatements.map(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter?.time ?? null);
  const known = ends.filter((time) => time !== null);
  return {
    sessionIndexes: authnStatements.map(({ sessionIndex }) => sessionIndex).filter((index) => index !== null),
    idpEndsAt: known.length === 0 ? null : Math.min(...known),
  };
}

function mappingProblem(assertion: Assertion, problem: MappingProblem): Finding {
  const { code, ...evidence } = describeProblem(problem, assertion.attributes);
  return toFinding(assertion, code, evidence);
}

function missingUser(assertion: Assertion, { part, from, reason, alike, character }: UserProblem): Finding {
  const { attributes } = assertion;
  const isSpaced = alike?.trim() === from.trim();
  return toFinding(assertion, 'user-unreadable', {
    variant: alike === null ? reason : isSpaced ? 'spaces' : 'alike',
    expected: from,
    received: receivedNames(attributes),
    facts: {
      part,
      name: from,
      ...(alike === null ? {} : { alike }),
      ...(character === undefined ? {} : { character }),
    },
    owner: alike === null || isSpaced ? 'idp' : 'sp',
  });
}

function scopeProblem(assertion: Assertion, { from, scope, allowed }: ForeignScope): Finding {
  return toFinding(assertion, 'user-unreadable', {
    variant: allowed.length === 0 ? 'unscoped' : 'scope',
    expected: allowed.join(', '),
    received: scope,
    facts: { name: from, scope },
    owner: allowed.length === 0 ? 'sp' : 'idp',
  });
}

function toFinding(
  { element }: Assertion,
  code: Finding['code'],
  evidence: Pick<Finding, 'variant' | 'expected' | 'received' | 'facts' | 'owner'>,
): Finding {
  return makeFinding({
    code,
    severity: 'error',
    message: 0,
    kind: 'Response',
    path: `${pathOf(element)}/AttributeStatement`,
    range: { start: element.start, end: element.end },
    clause: 'saml-core 2.7.3',
    ...evidence,
  });
}
