import type { Service } from '#server/connection/service.ts';
import type { UserAttributes } from '#server/session/user-attributes.ts';
import type { LoginAttribute, LoginSession } from '#server/store/login-session.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { type AppAccess, appResource, decideAccess, type RequestEnvironment, toRuleUser } from './decide-access.ts';
import { type GrantingValue, grantingValues } from './granting-values.ts';
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
  /** Values of the session that the rules were true for. */
  readonly because: readonly GrantingValue[];
  /** Null: the app shows no data. */
  readonly reading: AppReading | null;
}

/** Asks rules and access table; null: there is no such app. */
export function judgeApp(service: Service, id: string, subject: AppSubject): JudgedApp | null {
  const { login, environment, kept } = subject;
  const { rules, streams } = service.settings;
  const userWith = (attributes: readonly LoginAttribute[]) => toRuleUser({ ...login, attributes }, environment, kept);
  const found = decideAccess(rules, streams, userWith(login.attributes))
    .flatMap(({ apps }) => apps)
    .filter((app) => app.id === id);
  const access = found.find(({ decision }) => decision.allowed) ?? found[0];
  if (access === undefined) return null;
  const resource = appResource(access.stream, access);
  const isAllowed = (attributes: readonly LoginAttribute[]) =>
    decideByRules(rules, 'read', userWith(attributes), resource).allowed;
  return {
    subject,
    access,
    because: grantingValues(login.attributes, isAllowed),
    reading: readApp(service, id, reductionUser(login)),
  };
}
