import { signal } from '@preact/signals';

/** Whether times are shown in UTC, and not on the user's own clock. Whoever shows a time is shown again when it changes. */
export const inUtc = signal(false);

const MINUTE = 60_000;

/** What is added to a moment to read it on the clock that times are shown in, in milliseconds. */
export function clockShift(time: number, utc: boolean = inUtc.value): number {
  return utc ? 0 : -new Date(time).getTimezoneOffset() * MINUTE;
}

/** `10:43:12.345`, in the user's own time zone or in UTC; a dash where there is none. */
export function toClockTime(time: number | null): string {
  if (time === null) return '–';
  const date = new Date(time + clockShift(time));
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(11, 23);
}

/** The same moment with its day and its zone, as the user writes it, and in UTC: `Monday, January 12, 2026 at …`; null where there is none. */
export function toFullTime(time: number | null): string | null {
  if (time === null || Number.isNaN(new Date(time).getTime())) return null;
  const utc = new Date(time).toISOString();
  LOCAL ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
  return `${LOCAL.format(time)}\n${utc} (UTC)`;
}

/** Made when it is first needed: it takes longer than all else of a row. */
let LOCAL: Intl.DateTimeFormat | null = null;

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
