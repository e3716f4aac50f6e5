import * as v from 'valibot';
import type { Log } from '#server/log/log.ts';
import { readRow } from '#server/store/read-row.ts';

/** What is kept of a LogoutRequest of ours until its response comes. */
export interface PendingLogout {
  /** `DIRECTORY\user`, for the goodbye page. */
  readonly user: string;
}

const PENDING_LOGOUT = v.object({ user: v.string() });

/** Logging out at other participants, and the IdP's own questions, take a while. */
export const LOGOUT_WAITS = 15 * 60 * 1000;

/** Null where there is none. */
export function readPendingLogout(data: unknown, log: Log): PendingLogout | null {
  return readRow(PENDING_LOGOUT, data, { log, kind: 'logout' });
}
