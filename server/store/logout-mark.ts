import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { type Database, inOneStep } from './database.ts';
import { StoreError } from './store-error.ts';

/** Digits of a number that counts logouts. */
const DIGITS = 16;

/** The number of the last logout, in a file beside the store. */
export interface LogoutMark {
  /** Called before anybody is told. Of several processes the highest number stands. */
  raise(number: number): void;
  close(): void;
}

/** For a store in memory, which nobody can put back. */
const NO_MARK: LogoutMark = { raise: () => undefined, close: () => undefined };

/**
 * Notices a copy of the store that is older than its last logout: there sessions go on of which somebody was told that
 * they are over. Whose these are that copy does not know, so all of its sessions end. Where the mark was put back with
 * the store, nothing tells.
 *
 * @param file of the store; the mark is in the same folder, with mode 0600
 * @param tellOlder called with the number of sessions that ended for that
 */
export function openLogoutMark(database: Database, file: string, tellOlder: (sessions: number) => void): LogoutMark {
  if (file === ':memory:') return NO_MARK;
  const path = `${file}-logouts`;
  // Made if it is not there; opened for writing at its beginning.
  closeSync(openSync(path, 'a', 0o600));
  const open = openSync(path, 'r+');
  // First: of a logout that ends meanwhile the store knows before the mark does.
  const marked = read(open);
  const last = lastLogout(database);
  if (last < marked) tellOlder(endAll(database));
  // Its place on the disk is taken now.
  if (last !== marked || last === 0) write(open, last);
  return {
    raise: (number) => {
      try {
        if (number > read(open)) write(open, number);
      } catch (cause) {
        throw new StoreError('store-failing', { reason: reasonOf(cause) }, { cause });
      }
    },
    close: () => closeSync(open),
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Of all that there ever were: rows go, their numbers stay counted. */
function lastLogout(database: Database): number {
  const row = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'logouts'").get();
  return Number(row?.['seq'] ?? 0);
}

function endAll(database: Database): number {
  return inOneStep(database, () => Number(database.prepare('DELETE FROM user_sessions').run().changes));
}

/** 0: there is none yet, or none that can be read. */
function read(open: number): number {
  const digits = Buffer.alloc(DIGITS);
  const length = readSync(open, digits, 0, DIGITS, 0);
  const text = digits.toString('latin1', 0, length).trim();
  return /^\d+$/.test(text) ? Number(text) : 0;
}

function write(open: number, number: number): void {
  writeSync(open, String(number).padStart(DIGITS), 0, 'latin1');
}
