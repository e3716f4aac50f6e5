import type { Service } from '#server/connection/service.ts';
import { decideAccess, type RequestEnvironment, toRuleUser } from '#server/hub/decide-access.ts';
import type { ToldAccess } from '#shared/api/logins.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';

/** What the rules of a connection, as they are now, would open to whom the mapping makes; null: it makes nobody. */
export function tellAccess(
  { settings }: Service,
  mapping: AssertionMapping | null,
  environment: RequestEnvironment,
): ToldAccess | null {
  if (mapping === null || mapping.user === null) return null;
  const { id: userId, directory: userDirectory } = mapping.user;
  const user = toRuleUser({ userId, userDirectory, attributes: mapping.attributes }, environment);
  return decideAccess(settings.rules, settings.streams, user).map(({ stream, decision, apps }) => ({
    stream: stream.name,
    allowed: decision.allowed,
    by: [...decision.by],
    apps: apps.map((app) => ({
      id: app.id,
      name: app.name,
      allowed: app.decision.allowed,
      by: [...app.decision.by],
    })),
  }));
}
