import type { Service } from '#server/connection/service.ts';
import { logoutRow, readLogout } from '#server/session/logout-row.ts';
import type { StoredLogout } from '#server/store/logout-rows.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { type LogoutEvent, step } from '#shared/logout/machine.ts';

/** What a logout is looked for with. */
export type LogoutSurroundings = Pick<Service, 'store' | 'clock' | 'log'>;

/** The logout of an id; null: there is none, or not any more. */
export async function findLogout({ store, clock, log }: LogoutSurroundings, id: string): Promise<Logout | null> {
  return readLogout(await store.getLogout(id, clock()), log);
}

/**
 * Moves a logout on. Where somebody else moves it at the same moment, what happened is held against what they left.
 * @returns the logout as it is now; null: the event changes nothing in the state that it is in, or it is gone
 */
export async function moveLogout(
  { store, clock, log }: LogoutSurroundings,
  id: string,
  event: LogoutEvent,
): Promise<Logout | null> {
  for (;;) {
    const row: StoredLogout | null = await store.getLogout(id, clock());
    const logout = readLogout(row, log);
    const moved = logout === null ? null : step(logout, event);
    if (row === null || moved === null) return null;
    if (await store.changeLogout(logoutRow(moved, row.expiresAt), row.revision)) return moved;
  }
}
