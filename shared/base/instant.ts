/**
 * xs:dateTime (XML Schema part 2, 3.2.7) without negative years, which no clock has. White space around it is
 * matched here: trimming it by an expression of its own would take quadratic time on hostile text.
 */
const DATE_TIME =
  /^[ \t\r\n]*(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d))?[ \t\r\n]*$/;

const MINUTE = 60_000;

/**
 * Reads an xs:dateTime as milliseconds since the epoch; digits beyond milliseconds are dropped.
 * Without a zone it is taken as UTC, because SAML allows nothing else (saml-core 1.3.3).
 * White space around it is XML's, which the schema type collapses. `24:00:00` is the next midnight.
 * Null if it is none: wrong form, no such day, an offset over 14 hours, a leap second.
 */
export function parseInstant(text: string): number | null {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', , sign, offsetHour = '0', offsetMinute = '0'] = match;
  const midnight = toMidnight(Number(year), Number(month), Number(day));
  const time = toTimeOfDay(Number(hour), Number(minute), Number(second), fraction);
  const offset = toOffset(Number(offsetHour), Number(offsetMinute));
  if (midnight === null || time === null || offset === null) return null;
  return midnight + time - (sign === '-' ? -offset : offset);
}

function toMidnight(year: number, month: number, day: number): number | null {
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999, and .NET sends 0001-01-01 for "none".
  const date = new Date(0);
  const time = date.setUTCFullYear(year, month - 1, day);
  const isReal = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? time : null;
}

function toTimeOfDay(hour: number, minute: number, second: number, fraction: string): number | null {
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const isEndOfDay = hour === 24 && minute === 0 && second === 0 && /^0*$/.test(fraction);
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 59) return null;
  return hour * 60 * MINUTE + minute * MINUTE + second * 1000 + millis;
}

function toOffset(hours: number, minutes: number): number | null {
  const isReal = minutes < 60 && hours * 60 + minutes <= 14 * 60;
  return isReal ? (hours * 60 + minutes) * MINUTE : null;
}

/**
 * Milliseconds since the epoch as SAML writes an instant: UTC, milliseconds, `Z` (saml-core 1.3.3).
 * @throws RangeError where JavaScript has no date for the number
 */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The same for a moment out of a recording or a certificate: what is no date stays a number. */
export function printInstant(ms: number): string {
  return isMoment(ms) ? formatInstant(ms) : String(ms);
}

/** `2026-11-22 10:43:12.345 UTC`, as people compare moments; `unknown` where there is none. */
export function momentWords(ms: number | null): string {
  if (ms === null || !isMoment(ms)) return 'unknown';
  return formatInstant(ms).replace('T', ' ').replace('Z', ' UTC').replace('.000', '');
}

/** Whether JavaScript has a date for the number. */
function isMoment(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}
