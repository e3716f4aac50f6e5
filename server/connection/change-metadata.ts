import { record } from '#server/audit/record.ts';
import { describeIdpChange } from '#server/trust/describe-idp-change.ts';
import type { MetadataReading } from '#server/trust/read-metadata.ts';
import { TrustError } from '#server/trust/trust-error.ts';
import type { Actor } from '#shared/api/audit.ts';
import type { MetadataLook } from '#shared/api/connections.ts';
import type { RegisteredConnection } from './registered-connection.ts';
import type { ConnectionRegistry } from './registry.ts';

/**
 * Reads the metadata of a connection again, and says what would become different.
 * @throws WorkbenchError where it cannot be read or used
 */
export async function lookAtMetadata(
  registry: ConnectionRegistry,
  connection: RegisteredConnection,
): Promise<MetadataLook> {
  const reading = await registry.metadata.look(connection.prefix);
  return tellLook(registry, connection, reading);
}

/**
 * Takes over what the source has now.
 *
 * @param fingerprint of what was shown; undefined: whatever it is
 * @throws WorkbenchError `metadata-changed-again` where it is another one by now
 */
export async function takeMetadata(
  registry: ConnectionRegistry,
  actor: Actor,
  connection: RegisteredConnection,
  fingerprint: string | undefined,
): Promise<MetadataLook> {
  const reading = await registry.metadata.look(connection.prefix);
  if (fingerprint !== undefined && fingerprint !== reading.hash) throw new TrustError('metadata-changed-again');
  const look = await tellLook(registry, connection, reading);
  await registry.metadata.use(connection.prefix, reading, true);
  const facts = {
    connection: connection.prefix,
    idp: reading.taken.entityId,
    fields: look.changes.join(' ') || 'nothing',
  };
  await record(registry.environment, { actor, action: 'metadata-taken', subject: connection.prefix, facts });
  return look;
}

async function tellLook(
  registry: ConnectionRegistry,
  { prefix, service }: RegisteredConnection,
  reading: MetadataReading,
): Promise<MetadataLook> {
  const before = service?.settings.connection.idp ?? null;
  const after = await registry.tryMetadata(prefix, reading);
  const changes = before === null ? ['The connection can be used.'] : describeIdpChange(before, after);
  return { fingerprint: reading.hash, changes: [...changes], validUntil: reading.taken.validUntil };
}
