import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { StoredSession } from '#server/store/store.ts';
import { AccessError } from './access-error.ts';
import { isLive } from './session-data.ts';

/**
 * The session of a SessionId or of a handle, of this connection.
 * @throws WorkbenchError `session-unknown`
 */
export async function findSession(service: Service, id: string): Promise<StoredSession> {
  const { store, settings } = service;
  const session = (await store.getSession(hashSecret(id))) ?? (await store.getSession(id));
  if (session === null || session.login.connection !== settings.prefix || !isLive(session, service)) {
    throw new AccessError('session-unknown');
  }
  return session;
}
