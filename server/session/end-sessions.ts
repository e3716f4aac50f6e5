import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { ownerOf } from './owner.ts';
import { keepUntil } from './session-end.ts';
import { userName } from './user-name.ts';

/** A session to end: its key in the store and what it was. */
export interface EndedSession {
  readonly key: string;
  readonly login: LoginSession;
}

/** Ends sessions in the store, and notes that they existed: a logout that crosses this one is then answered rightly. */
export async function endSessions(
  { store, settings, clock }: Service,
  sessions: readonly EndedSession[],
): Promise<void> {
  const until = keepUntil({ loggedInAt: clock() }, settings);
  for (const { key, login } of sessions) {
    await store.revokeSession(key, until);
    const waiting = { owner: ownerOf(login.connection, userName(login)), expiresAt: until };
    for (const id of endedIds(login)) await store.addPending('ended', id, true, waiting);
  }
}

/** Whether a session of this name (and index, unless null) was ended here not long ago. */
export async function wasEnded(service: Service, nameId: string, sessionIndex: string | null): Promise<boolean> {
  const id = endedId(service.settings.prefix, service.settings.connection.idp.entityId, nameId, sessionIndex);
  return (await service.store.getPending('ended', id, service.clock())) === true;
}

/** Only an IdP asks later, by the names that it gave. */
function endedIds({ connection, origin }: LoginSession): string[] {
  if (origin.way !== 'saml' || origin.nameId === null) return [];
  const { idp, nameId, sessionIndexes } = origin;
  return [null, ...sessionIndexes].map((index) => endedId(connection, idp, nameId.value, index));
}

function endedId(connection: string, idp: string, nameId: string, sessionIndex: string | null): string {
  return hashSecret(JSON.stringify([connection, idp, nameId, sessionIndex]));
}
