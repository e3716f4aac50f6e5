import { record } from '#server/audit/record.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { Actor } from '#shared/api/audit.ts';
import type { MadeClientKey } from '#shared/api/client-keys.ts';
import { AdminError } from './admin-error.ts';
import type { AdminEnvironment } from './administrator.ts';

/** So that secret scanners, and whoever finds one in a file, know what it is. */
const PREFIX = 'swqps_';

/** Makes a key for a QPS client: 256 bits, of which the hash is kept. The answer is the only place that has it whole. */
export async function makeClientKey(environment: AdminEnvironment, actor: Actor, name: string): Promise<MadeClientKey> {
  const { store, clock, random } = environment;
  const key = `${PREFIX}${random()}`;
  const made = { id: random().slice(0, 16), name, madeAt: clock(), madeBy: actor.name };
  await store.addClientKey(hashSecret(key), made);
  await record(environment, { actor, action: 'client-key-made', subject: name, facts: { key: made.id } });
  return { ...made, lastUsedAt: null, revokedAt: null, key };
}

/**
 * From now on nobody comes in by that key.
 * @throws WorkbenchError `client-key-unknown`
 */
export async function revokeClientKey(environment: AdminEnvironment, actor: Actor, id: string): Promise<void> {
  const { store, clock } = environment;
  const key = (await store.listClientKeys()).find((known) => known.id === id);
  if (key === undefined || !(await store.revokeClientKey(id, clock()))) throw new AdminError('client-key-unknown');
  await record(environment, { actor, action: 'client-key-revoked', subject: key.name, facts: { key: id } });
}
