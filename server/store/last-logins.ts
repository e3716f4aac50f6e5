import type { Database } from './database.ts';
import type { LoginSession } from './login-session.ts';

/** The part of the store that remembers when somebody last logged in, whichever way in it was. */
export interface LastLogins {
  /** By prefix; milliseconds since the epoch. It outlives the sessions themselves. */
  lastLogins(): Promise<ReadonlyMap<string, number>>;
}

/** Its table: a row for each connection that ever had a session. */
export const LAST_LOGINS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS last_logins (connection TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Last logins in SQLite. */
export function lastLoginsIn(database: Database): LastLogins {
  const list = database.prepare('SELECT connection, at FROM last_logins');
  return {
    lastLogins: async () => new Map(list.all().map((row) => [String(row['connection']), Number(row['at'])])),
  };
}

/** Notes the login of a session that is being kept; the same one again changes nothing. */
export function lastLoginNoter(database: Database): (login: Pick<LoginSession, 'connection' | 'loggedInAt'>) => void {
  const note = database.prepare(
    'INSERT INTO last_logins (connection, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)',
  );
  return ({ connection, loggedInAt }) => void note.run(connection, Math.trunc(loggedInAt));
}
