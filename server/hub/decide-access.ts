import type { Stream } from '#server/config/config.ts';
import type { UserAttributes } from '#server/session/user-attributes.ts';
import type { LoginSession, LoginValue } from '#server/store/login-session.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { type Decision, decideByRules } from '#shared/rules/decide.ts';
import type { AccessRule } from '#shared/rules/rule.ts';

/** An app with what the rules say about it. */
export interface AppAccess {
  readonly id: string;
  readonly name: string;
  readonly stream: Stream;
  readonly decision: Decision;
}

/** A stream with what the rules say about it and its apps. */
export interface StreamAccess {
  readonly stream: Stream;
  readonly decision: Decision;
  readonly apps: readonly AppAccess[];
}

/** Whatever of a request the rules may ask for (Qlik: `user.environment`). */
export interface RequestEnvironment {
  readonly ip: string;
  readonly secureRequest: boolean;
}

/** Whom rules are asked about. */
interface RuleSubject extends Pick<LoginSession, 'userId' | 'userDirectory'> {
  readonly attributes: readonly { readonly name: string; readonly values: readonly Pick<LoginValue, 'value'>[] }[];
}

/**
 * The user as rules see it: session attributes under `environment`, what is kept with the user beside them (`user.group`).
 * In neither place may an attribute pass for what is known of the user or of the request: it is left out.
 */
export function toRuleUser(
  login: RuleSubject,
  { ip, secureRequest }: RequestEnvironment,
  kept: Pick<UserAttributes, 'attributes'> | null = null,
): RuleObject {
  const attributes = login.attributes.map(({ name, values }) => [name, values.map(({ value }) => value)] as const);
  const own = (kept?.attributes ?? []).map(({ name, values }) => [name, [...values]] as const);
  return {
    ...Object.fromEntries(own.filter(([name]) => !OWN_NAMES.includes(name.toLowerCase()))),
    userId: login.userId,
    userDirectory: login.userDirectory,
    environment: {
      ...Object.fromEntries(attributes.filter(([name]) => !REQUEST_NAMES.includes(name.toLowerCase()))),
      ip,
      secureRequest,
    },
  };
}

/** What the request says. */
const REQUEST_NAMES: readonly string[] = ['ip', 'securerequest'];

/** What says who a user is; rules know names in any case. */
const OWN_NAMES: readonly string[] = ['userid', 'userdirectory', 'environment', 'name', 'roles'];

/** Asks the rules for `read` on every stream and every app. */
export function decideAccess(
  rules: readonly AccessRule[],
  streams: readonly Stream[],
  user: RuleObject,
): readonly StreamAccess[] {
  return streams.map((stream) => {
    const resource = streamResource(stream);
    const apps = stream.apps.map((app) => {
      return { ...app, stream, decision: decideByRules(rules, 'read', user, appResource(stream, app, resource)) };
    });
    return { stream, decision: decideByRules(rules, 'read', user, resource), apps };
  });
}

/** A stream as rules see it. */
export function streamResource({ name }: Stream): RuleObject {
  return { resourcetype: 'Stream', id: name, name };
}

/** An app of a stream as rules see it. */
export function appResource(
  stream: Stream,
  { id, name }: Stream['apps'][number],
  ofStream: RuleObject = streamResource(stream),
): RuleObject {
  return { resourcetype: 'App', id, name, stream: ofStream };
}
