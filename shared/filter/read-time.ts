/** A time as a filter names it: a time of any day, a moment, or a moment in the zone of whoever reads. Milliseconds. */
export interface FilterTime {
  readonly kind: 'of-day' | 'moment' | 'local';
  readonly value: number;
}

const DAY = 86_400_000;

/** Reads `10:00`, `10:00:30.5`, `2026-11-22`, `2026-11-22T10:00` and the same with a zone; null where it is none of these. */
export function readFilterTime(text: string): FilterTime | null {
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/.exec(text);
  if (clock !== null) {
    const [hours, minutes, seconds] = [clock[1], clock[2], clock[3] ?? '0'].map(Number);
    const value = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
    return (minutes ?? 0) < 60 && value <= DAY ? { kind: 'of-day', value } : null;
  }
  const date = /^(\d{4}-\d{2}-\d{2})(?:t(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(z|[+-]\d{2}:\d{2})?)?$/i.exec(text);
  if (date === null) return null;
  const zone = date[3];
  const value = Date.parse(`${date[1]}T${date[2] ?? '00:00'}${zone?.toUpperCase() ?? 'Z'}`);
  return Number.isNaN(value) ? null : { kind: zone === undefined ? 'local' : 'moment', value };
}

/**
 * Where a moment lies against a time of a filter: below 0 before it, else at it or after it.
 * @param shift what is added to a moment, in milliseconds, to read it on the clock of whoever reads; 0 is UTC
 */
export function compareToTime(moment: number, time: FilterTime, shift: number): number {
  if (time.kind === 'moment') return moment - time.value;
  const local = moment + shift;
  return (time.kind === 'local' ? local : ((local % DAY) + DAY) % DAY) - time.value;
}
