import { counted } from './count-words.ts';

const UNITS: readonly (readonly [string, number])[] = [
  ['year', 365 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** A duration in words, in its two largest units: `1 hour 5 minutes`, `31 ms`. Milliseconds; the sign is left out. */
export function durationWords(milliseconds: number): string {
  let rest = Math.abs(Math.round(milliseconds));
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first === -1) return `${rest} ms`;
  const parts: string[] = [];
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(counted(count, name));
  }
  return parts.join(' ');
}

/** How long something took, where tenths of a second matter: `146 ms`, `1.2 s`, `2 minutes`. Milliseconds. */
export function latencyWords(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  return seconds >= 1 && seconds < 60 ? `${seconds.toFixed(1)} s` : durationWords(milliseconds);
}
