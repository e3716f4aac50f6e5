import { type AuditEnvironment, COMPANION_ITSELF, record } from '#server/audit/record.ts';
import { describeIdpChange } from '#server/trust/describe-idp-change.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';

type Idp = Connection['idp'];

/** Writes down what a refresh in the background changed of an identity provider; nothing where only its time is new. */
export async function recordRefresh(
  environment: AuditEnvironment,
  prefix: string,
  before: Idp | null,
  after: Idp | null,
): Promise<void> {
  if (before === null || after === null) return;
  const changes = describeIdpChange(before, after);
  if (changes.length === 0) return;
  const facts = { connection: prefix, idp: after.entityId, fields: changes.join(' ') };
  await record(environment, { actor: COMPANION_ITSELF, action: 'metadata-refreshed', subject: prefix, facts });
}
