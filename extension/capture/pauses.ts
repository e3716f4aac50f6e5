import type { Clock } from '#shared/base/clock.ts';

/** When a recording was paused, and whether it is. */
export interface Pauses {
  isPaused(): boolean;
  set(paused: boolean): void;
  /** Whether what began then (milliseconds since the epoch) fell into a pause; where nobody knows when, whether it is paused now. */
  covers(startedAt: number | null): boolean;
}

/** From when until when, in milliseconds since the epoch. */
interface Pause {
  readonly from: number;
  until: number;
}

/** Browsers tell of a request some seconds late at most, but of one that waits for its answer minutes later: so many pauses are remembered. */
const REMEMBERED = 50;

/** None yet. */
export function createPauses(now: Clock): Pauses {
  const pauses: Pause[] = [];
  const isPaused = () => pauses.at(-1)?.until === Number.POSITIVE_INFINITY;
  return {
    isPaused,
    set: (paused) => {
      const last = pauses.at(-1);
      if (paused === isPaused()) return;
      if (paused) pauses.push({ from: now(), until: Number.POSITIVE_INFINITY });
      else if (last !== undefined) last.until = now();
      if (pauses.length > REMEMBERED) pauses.shift();
    },
    covers: (startedAt) =>
      startedAt === null ? isPaused() : pauses.some(({ from, until }) => from <= startedAt && startedAt < until),
  };
}
