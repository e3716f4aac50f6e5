import { readFileSync } from 'node:fs';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { endWithParent } from './end-with-parent.ts';

/** What a server under load tells of itself. Times are milliseconds, memory is megabytes. */
export interface ServerFigures {
  /** The most processor time that its own thread took in one go, to some milliseconds. */
  readonly longestBlock: number;
  /**
   * How late its event loop was at each look, without the time in which its thread was ready and had no
   * processor: that others took, and it says what they do (Linux; elsewhere with it).
   */
  readonly lateness: readonly number[];
  /** All that time together. */
  readonly waited: number;
  readonly memory: number;
}

/** Milliseconds between two looks at the clock of the thread. */
const STEP = 5;

endWithParent();
const world: CompanionWorld = await makeCompanionWorld();
let lateness: number[] = [];
let [longestBlock, waited] = [0, 0];
let before = look();
setInterval(() => {
  const now = look();
  const without = now.waited - before.waited;
  const { user, system } = process.threadCpuUsage(before.used);
  longestBlock = Math.max(longestBlock, (user + system) / 1000);
  waited += without;
  lateness.push(Math.max(0, now.time - before.time - STEP - without));
  before = now;
}, STEP);

/** A process of its own: asked to `start`, it counts anew; asked to `stop`, it tells what it counted; then it may `end`. */
process.on('message', (told) => {
  if (told === 'start') [longestBlock, waited, lateness] = [0, 0, []];
  if (told === 'stop') process.send?.(figures());
  if (told === 'end') void world.close().then(() => process.exit(0));
});
process.send?.({ url: world.url() });

function look() {
  return { time: performance.now(), used: process.threadCpuUsage(), waited: waitedForProcessor() };
}

/** Milliseconds that the main thread was ready to run and did not (Documentation/scheduler/sched-stats.rst of Linux). */
function waitedForProcessor(): number {
  if (process.platform !== 'linux') return 0;
  const [, nanoseconds] = readFileSync('/proc/self/schedstat', 'latin1').split(' ');
  return Number(nanoseconds) / 1e6;
}

function figures(): ServerFigures {
  return { longestBlock, lateness, waited, memory: process.memoryUsage.rss() / 1024 / 1024 };
}
