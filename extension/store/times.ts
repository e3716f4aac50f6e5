/** Words for moments and spans. Times are milliseconds since the epoch. */

/** `10:43:12.345`, in the user's own time zone; a dash where there is none. */
export function toClockTime(time: number | null): string {
  if (time === null) return '–';
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** `2026-11-22 10:43:12.345 UTC`, the form in which a moment is compared with what the message says. */
export function toUtc(time: number | null): string {
  if (time === null) return 'unknown';
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? 'unknown'
    : date.toISOString().replace('T', ' ').replace('Z', ' UTC').replace('.000', '');
}

const UNITS: readonly (readonly [number, string])[] = [
  [365 * 86_400_000, 'year'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `5 minutes`, `2 hours 10 minutes`, `31 ms`: the two largest units of a span, its sign left out. */
export function toSpan(milliseconds: number): string {
  const span = Math.abs(Math.round(milliseconds));
  const first = UNITS.findIndex(([size]) => span >= size);
  if (first === -1) return `${span} ms`;
  const words: string[] = [];
  let rest = span;
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return words.join(' ');
}

/**
 * Reads a moment that a person typed: ISO 8601 (`2026-11-22T10:43:12Z`, seconds and zone optional,
 * UTC where no zone is given), or milliseconds since the epoch. Null where it is neither.
 */
export function readMoment(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{12,14}$/.test(trimmed)) return Number(trimmed);
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(
    trimmed,
  );
  if (iso === null) return null;
  const zone =
    iso[3] === undefined || /utc/i.test(iso[3]) ? 'Z' : iso[3].toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const time = Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${zone}`);
  return Number.isNaN(time) ? null : time;
}

/** How long something took, where tenths of a second matter: `146 ms`, `1.2 s`, `2 minutes`. */
export function toLatency(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  return seconds >= 1 && seconds < 60 ? `${seconds.toFixed(1)} s` : toSpan(milliseconds);
}
