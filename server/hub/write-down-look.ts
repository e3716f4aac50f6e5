import { record } from '#server/audit/record.ts';
import type { Service } from '#server/connection/service.ts';
import { userName } from '#server/session/user-name.ts';
import type { Actor } from '#shared/api/audit.ts';
import type { AppAccess } from './decide-access.ts';
import type { Disguise } from './disguise.ts';

/** Writes into the audit who looked at what as whom; of made-up attributes the names alone. */
export async function writeDownLook(
  service: Service,
  actor: Actor,
  app: Pick<AppAccess, 'id' | 'name'>,
  { login, source }: Disguise,
): Promise<void> {
  const names = login.attributes.map(({ name }) => name).join(', ');
  const facts = { connection: service.settings.prefix, user: userName(login), attribute: names, method: source };
  await record(service, { actor, action: 'viewed-as', subject: `${app.name} (${app.id})`, facts });
}
