import type { Log } from '#server/log/log.ts';
import type { LogoutRow, StoredLogout } from '#server/store/logout-rows.ts';
import { readRow } from '#server/store/read-row.ts';
import { LOGOUT, type Logout } from '#shared/logout/logout.ts';
import { awaitedRequest, dueAt } from '#shared/logout/machine.ts';
import { ownerOf } from './owner.ts';

/** A logout as the store keeps it. @param expiresAt until when it is remembered, in milliseconds since the epoch */
export function logoutRow(logout: Logout, expiresAt: number): LogoutRow {
  const { id, reference, connection, user } = logout;
  return {
    ...{ id, reference, connection, expiresAt },
    owner: ownerOf(connection, user),
    requestId: awaitedRequest(logout),
    dueAt: dueAt(logout),
    data: logout,
  };
}

/** A logout as the store gave it back; null: there is none, or it has another form than this version writes. */
export function readLogout(row: StoredLogout | null, log: Log): Logout | null {
  return row === null ? null : readRow(LOGOUT, row.data, { log, kind: 'logout' });
}
