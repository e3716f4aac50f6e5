import type { Service } from '#server/connection/service.ts';
import { type RequestEnvironment, toRuleUser } from '#server/hub/decide-access.ts';
import type { UserAttributes } from '#server/session/user-attributes.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { toReductionUser } from '#shared/reduction/reduction-user.ts';
import type { AccessPolicy, Person } from '#shared/what-if/access-policy.ts';
import { resourcesOf } from './resources.ts';

/** All that says who may do what at a connection: its rules, its streams and apps, and their access tables. */
export function policyOf({ settings, data }: Service): AccessPolicy {
  const apps = new Map(settings.apps.map((app) => [app.id, app]));
  const resources = resourcesOf(settings.streams).map((resource) => {
    const app = resource.kind === 'app' ? apps.get(resource.id) : undefined;
    if (app === undefined) return { ...resource, data: null };
    const { access, emptyCell } = app;
    return { ...resource, data: { access, emptyCell, fields: data.find(app.data).fields } };
  });
  return { rules: settings.rules, resources };
}

/** Who somebody is, and which values they carry. */
interface Carrier {
  readonly userDirectory: string;
  readonly userId: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** Somebody as rules and access tables see them. */
export function personOf(
  { userDirectory, userId, attributes }: Carrier,
  environment: RequestEnvironment,
  kept: Pick<UserAttributes, 'attributes'> | null,
): Person {
  const valued = attributes.map(({ name, values }) => ({ name, values: values.map((value) => ({ value })) }));
  return {
    user: toRuleUser({ userDirectory, userId, attributes: valued }, environment, kept),
    reduction: toReductionUser({ userDirectory, userId, attributes }),
  };
}

/** What somebody carries in a session. */
export function carriedBy({ userDirectory, userId, attributes }: LoginSession): Carrier {
  const carried = attributes.map(({ name, values }) => ({ name, values: values.map(({ value }) => value) }));
  return { userDirectory, userId, attributes: carried };
}
