import type { Database } from './database.ts';

const HOUR = 3_600_000;

/** So long, in hours of running, the clock has to have said that something is over, before it is forgotten. */
export const HOURS_OF_PROOF = 24;

/**
 * What the clock has shown, hour by hour of running time, kept over restarts. A clock that is wrong is wrong for a
 * while: a moment is certainly past when the lowest reading of the last 24 hours of running is past it. So a clock that
 * is ahead, by however much, makes nothing be forgotten as long as it was right once in that time.
 *
 * @param uptime milliseconds of a clock that nobody sets, from any start
 */
export function clockReadingsIn(database: Database, uptime: () => number) {
  const add = database.prepare(
    'INSERT INTO clock_readings (hour, lowest) VALUES (?, ?) ON CONFLICT (hour) DO UPDATE SET lowest = min(lowest, excluded.lowest)',
  );
  // The youngest one from before the window stays: it says what the clock showed as the window began.
  const trim = database.prepare(
    'DELETE FROM clock_readings WHERE hour < (SELECT max(hour) FROM clock_readings WHERE hour <= ?)',
  );
  const window = database.prepare('SELECT min(hour) AS first, min(lowest) AS lowest FROM clock_readings');
  const save = database.prepare("INSERT OR REPLACE INTO kept (name, value) VALUES ('running', ?)");
  let running = Number(database.prepare("SELECT value FROM kept WHERE name = 'running'").get()?.['value'] ?? 0);
  let last = uptime();

  /** Notes what the clock shows; gives the moment that is certainly past, or null while nobody can know yet. */
  return function readClock(now: number): number | null {
    const tick = uptime();
    running += Math.max(0, tick - last);
    last = tick;
    const begin = Math.floor(running / HOUR) - HOURS_OF_PROOF;
    save.run(String(Math.floor(running)));
    add.run(Math.floor(running / HOUR), Math.floor(now));
    trim.run(begin);
    const row = window.get();
    return Number(row?.['first']) <= begin ? Number(row?.['lowest']) : null;
  };
}
