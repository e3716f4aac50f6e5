/** `10:43:12.345`, in the user's own time zone; a dash where there is none. */
export function toClockTime(time: number | null): string {
  if (time === null) return '–';
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
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
