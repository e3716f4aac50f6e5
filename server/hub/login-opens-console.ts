import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { sessionEnd } from '#server/session/session-end.ts';
import { mayAdministrate } from './may-view-as.ts';

/**
 * Whether the login of a session opens the console at this moment: it has not ended by any of its limits, and the
 * configuration lets it in. Whoever works in the console uses that session.
 *
 * @param key of the session in the store
 * @param ip of whoever asks
 */
export async function loginOpensConsole(registry: ConnectionRegistry, key: string, ip: string): Promise<boolean> {
  const { store, clock } = registry.environment;
  const stored = await store.getSession(key);
  const service = stored === null ? null : (registry.find(stored.login.connection)?.service ?? null);
  if (stored === null || service === null) return false;
  const now = clock();
  if (now >= sessionEnd(stored.login, stored.lastSeenAt, service.settings).at) return false;
  if (!mayAdministrate({ ip }, service, stored.login, registry.consoleLogin)) return false;
  await store.touchSession(key, now);
  return true;
}
