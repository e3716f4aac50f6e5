import type { Log, LogFields } from './log.ts';

/** Lines of one event that are written in one minute. */
const MAX_NOTES = 20;
const WINDOW = 60_000;

/** Writes one line of the level `info`, unless there were too many of that event. */
export type Note = (event: string, fields?: LogFields) => void;

interface Count {
  written: number;
  leftOut: number;
}

/**
 * A log for what any stranger can cause as often as they like (connections that break, requests that are none): of each
 * event the first 20 lines of a minute are written, and of the others, at its end, how many they were (`lines-left-out`).
 */
export function boundedNotes(log: Log): Note {
  const counts = new Map<string, Count>();
  const close = (event: string, { leftOut }: Count): void => {
    counts.delete(event);
    if (leftOut > 0) log.info('lines-left-out', { code: event, count: leftOut });
  };
  const countOf = (event: string): Count => {
    const known = counts.get(event);
    if (known !== undefined) return known;
    const count = { written: 0, leftOut: 0 };
    counts.set(event, count);
    setTimeout(() => close(event, count), WINDOW).unref();
    return count;
  };
  return (event, fields) => {
    const count = countOf(event);
    if (count.written >= MAX_NOTES) {
      count.leftOut += 1;
      return;
    }
    count.written += 1;
    log.info(event, fields);
  };
}
