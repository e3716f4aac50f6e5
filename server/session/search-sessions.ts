import type { SessionSearch, Store, StoredSession } from '#server/store/store.ts';

/** Sessions that are read at once. */
const PART = 200;

/** Every session that a search finds, the newest first; also those that have ended by time. */
export async function sessionsOf(store: Store, search: SessionSearch): Promise<readonly StoredSession[]> {
  const found: StoredSession[] = [];
  let before: string | null = null;
  do {
    const { sessions, next } = await store.listSessions(search, { before, limit: PART });
    found.push(...sessions);
    before = next;
  } while (before !== null);
  return found;
}

/** How the keys begin of logins that are on their way to their browser: no cookie can have one. */
export const ARRIVAL_KEY = 'arrival ';

/** Whether it is a login that has not reached its browser yet. */
export function isArriving({ key }: Pick<StoredSession, 'key'>): boolean {
  return key.startsWith(ARRIVAL_KEY);
}
