import { WorkbenchError } from '#shared/base/errors.ts';
import { type Database, type DatabaseRow, inOneStep } from './database.ts';
import { readLoginSession } from './login-session.ts';
import { parseColumn } from './parse-column.ts';
import { tagsOf } from './session-tags.ts';

/** Rows that are moved at once: memory does not grow with the table. */
const BATCH = 1000;

/**
 * Takes over the table of versions that found sessions by the IdP's name alone, in one step: a kill in between leaves it
 * as it was. What cannot be read is taken along as it is: it is told, and ends, when its browser comes with it.
 */
export function moveEarlierSessions(database: Database): void {
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sessions'");
  if (tables.get() === undefined) return;
  inOneStep(database, () => {
    const next = database.prepare('SELECT * FROM sessions WHERE key > ? ORDER BY key LIMIT ?');
    const add = database.prepare(
      'INSERT OR IGNORE INTO user_sessions (key, login, last_seen_at, keep_until) VALUES (?, ?, ?, ?) RETURNING number',
    );
    const addTag = database.prepare('INSERT OR IGNORE INTO session_tags (tag, number) VALUES (?, ?)');
    const move = (row: DatabaseRow): void => {
      const [key, login] = [String(row['key']), String(row['login'])];
      const added = add.get(key, login, Number(row['last_seen_at']), Number(row['keep_until']));
      if (added !== undefined) for (const tag of readTags(login)) addTag.run(tag, Number(added['number']));
    };
    for (let rows = next.all('', BATCH); rows.length > 0; rows = next.all(String(rows.at(-1)?.['key']), BATCH)) {
      for (const row of rows) move(row);
    }
    database.exec('DROP TABLE sessions');
  });
}

function readTags(login: string): readonly number[] {
  try {
    return tagsOf(readLoginSession(parseColumn(login)));
  } catch (error) {
    if (error instanceof WorkbenchError) return [];
    throw error;
  }
}
