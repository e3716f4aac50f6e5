import { getPriority, setPriority } from 'node:os';

/** Half of the way to the least: where all processors are busy, some tenth of one is left. */
const NICENESS = 10;

/** Of Linux: no number is higher. */
const LEAST = 19;

/**
 * Lowers the priority of the thread that calls: whoever waits for the server's own thread comes first, however much other
 * threads have to do. Linux alone counts priorities by thread; elsewhere this would be the whole process, and nothing
 * is done.
 */
export function lowerPriority(): void {
  if (process.platform === 'linux') setPriority(Math.min(LEAST, getPriority() + NICENESS));
}
