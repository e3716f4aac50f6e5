import type { Service } from '#server/connection/service.ts';
import type { UserAttributes } from '#server/session/user-attributes.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import { type AppAccess, appResource, decideAccess, type RequestEnvironment, toRuleUser } from './decide-access.ts';
import { appTargets, type ClosedByRule, explainClosed } from './explain-closed.ts';
import { type GrantingPart, grantingParts } from './granting-values.ts';
import { type AppReading, readApp, reductionUser } from './read-app.ts';

/** Whose access is judged, by what they carry. */
export interface AppSubject {
  readonly login: Pick<LoginSession, 'userDirectory' | 'userId' | 'attributes'>;
  readonly environment: RequestEnvironment;
  /** What is kept with the user; null: nothing. */
  readonly kept: Pick<UserAttributes, 'attributes'> | null;
}

/** What rules and access table say of one app, for one user. */
export interface JudgedApp {
  readonly subject: AppSubject;
  /** What the rules say: of the stream that opens it, else of the first that has it. */
  readonly access: AppAccess;
  /** What of the user the rules were true for. */
  readonly because: readonly GrantingPart[];
  /** Where no rule opens it: of each that could have, what was false. */
  readonly closed: readonly ClosedByRule[];
  /** Null: the app shows no data. */
  readonly reading: AppReading | null;
}

/** Asks rules and access table; null: there is no such app. */
export function judgeApp(service: Service, id: string, subject: AppSubject): JudgedApp | null {
  const { login, environment, kept } = subject;
  const { rules, streams } = service.settings;
  const user = toRuleUser(login, environment, kept);
  const found = decideAccess(rules, streams, user)
    .flatMap(({ apps }) => apps)
    .filter((app) => app.id === id);
  const access = found.find(({ decision }) => decision.allowed) ?? found[0];
  if (access === undefined) return null;
  const isOpen = access.decision.allowed;
  const { by } = explainByRules(rules, 'read', user, appResource(access.stream, access));
  return {
    subject,
    access,
    because: grantingParts(by, login.attributes),
    closed: isOpen ? [] : explainClosed(rules, 'read', user, appTargets(streams, id)),
    reading: readApp(service, id, reductionUser(login)),
  };
}
