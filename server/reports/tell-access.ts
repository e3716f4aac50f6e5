import type { Service } from '#server/connection/service.ts';
import { decideAccess, type RequestEnvironment, toRuleUser } from '#server/hub/decide-access.ts';
import { readApp, reductionUser } from '#server/hub/read-app.ts';
import type { ToldAccess } from '#shared/api/logins.ts';
import { reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';

/** What rules and access tables of a connection, as they are now, would give to whom the mapping makes; null: it makes nobody. */
export function tellAccess(
  service: Service,
  mapping: AssertionMapping | null,
  environment: RequestEnvironment,
): ToldAccess | null {
  if (mapping === null || mapping.user === null) return null;
  const { id: userId, directory: userDirectory } = mapping.user;
  const login = { userId, userDirectory, attributes: mapping.attributes };
  const user = toRuleUser(login, environment);
  const { settings } = service;
  return decideAccess(settings.rules, settings.streams, user).map(({ stream, decision, apps }) => ({
    stream: stream.name,
    allowed: decision.allowed,
    by: [...decision.by],
    apps: apps.map((app) => ({
      id: app.id,
      name: app.name,
      allowed: app.decision.allowed,
      by: [...app.decision.by],
      sees: app.decision.allowed ? seen(service, app.id, login) : null,
    })),
  }));
}

/** What the access table of an app gives, and by which rows; null: the app shows no data. */
function seen(service: Service, id: string, login: Parameters<typeof reductionUser>[0]): string | null {
  const reading = readApp(service, id, reductionUser(login));
  if (reading === null) return null;
  return reductionWords(reading.decision, { isReader: false, name: login.userId }, reading.data.fields);
}
