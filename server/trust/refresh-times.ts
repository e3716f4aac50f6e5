import type { TakenIdp } from './taken-idp.ts';

/** How often metadata is looked at again; milliseconds. */
export interface RefreshTimes {
  /** No metadata, however short it may be kept, is fetched more often. */
  readonly least: number;
  /** What states no cacheDuration is fetched so often. */
  readonly usual: number;
  /** However long it may be kept. */
  readonly most: number;
  /** Files are looked at so often. */
  readonly file: number;
}

export const REFRESH_TIMES: RefreshTimes = { least: 60_000, usual: 3_600_000, most: 86_400_000, file: 60_000 };

/** A tenth more or less, so that many companions do not come at once. */
const JITTER = 0.1;

/**
 * Milliseconds until metadata that was just fetched is fetched again: no longer than it may be kept, and twice before it
 * ends.
 *
 * @param random from 0 to 1
 */
export function nextRefresh(
  { validUntil, cacheDuration }: Pick<TakenIdp, 'validUntil' | 'cacheDuration'>,
  now: number,
  times: RefreshTimes,
  random: number,
): number {
  const kept = Math.min(cacheDuration ?? times.usual, times.most);
  const half = validUntil === null ? kept : (validUntil - now) / 2;
  return jittered(Math.max(times.least, Math.min(kept, half)), random);
}

/** Milliseconds until the next attempt after so many failures in a row: twice as long each time, up to the usual time. */
export function nextAttempt(failures: number, times: RefreshTimes, random: number): number {
  const wait = times.least * 2 ** Math.min(failures - 1, 20);
  return jittered(Math.min(wait, Math.max(times.usual, times.least)), random);
}

function jittered(wait: number, random: number): number {
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random));
}
