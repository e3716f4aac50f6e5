import type { Attempt } from '#server/attempts/attempt.ts';
import type { ReadReport } from '#server/attempts/keep-attempt.ts';
import type { LoginOutline, ToldFinding } from '#shared/api/logins.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';

const OUTCOME_TITLES = {
  'logged-in': 'The login succeeded.',
  arriving: 'The login was accepted, and its browser has not come back for the session.',
  passed: 'The login test passed: this would have been a login.',
  refused: 'It was refused.',
} as const;

/** A report in a list: what came of the login, why, and who must act, as its page said it. */
export function outlineAttempt({ reference, connection, at, kind, outcome, attempt }: ReadReport): LoginOutline {
  const { page, idp } = attempt;
  const told = { reference, connection, at, kind, outcome, user: attempt.user ?? userOf(attempt), idp };
  if (page === null) return { ...told, code: null, title: OUTCOME_TITLES[outcome], owner: null };
  return { ...told, code: page.code, title: causeOf(page), owner: page.owner };
}

/** The first finding is the cause; where there is none, what the page says. */
function causeOf({ findings: [cause], explanation }: NonNullable<Attempt['page']>): string {
  return cause === undefined ? explanation : wordsFor(cause).whole;
}

/** `CORP\\anne`; where the map says no user, the NameID. */
function userOf({ mapping }: Attempt): string | null {
  if (mapping === null) return null;
  return mapping.user === null ? mapping.nameId : `${mapping.user.directory}\\${mapping.user.id}`;
}

/** A finding with its words. */
export function tellFinding(finding: Finding): ToldFinding {
  const { code, severity, outcome, expected, received, clause, path } = finding;
  const { whole, fix } = wordsFor(finding);
  return { code, severity, outcome, title: whole, fix, expected, received, clause, path };
}
