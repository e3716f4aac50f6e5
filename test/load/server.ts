import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';

/** What a server under load tells of itself. Times are milliseconds, memory is megabytes. */
export interface ServerFigures {
  /** The most processor time that its own thread took in one go, to some milliseconds. */
  readonly longestBlock: number;
  /** How late its event loop was. */
  readonly delay: { readonly median: number; readonly p99: number; readonly max: number };
  readonly memory: number;
}

/** Milliseconds between two looks at the clock of the thread. */
const STEP = 5;

const world: CompanionWorld = await makeCompanionWorld();
const delay = monitorEventLoopDelay({ resolution: STEP });
let longestBlock = 0;
let before = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before);
  before = process.threadCpuUsage();
  longestBlock = Math.max(longestBlock, (user + system) / 1000);
}, STEP);

/** A process of its own: asked to `start`, it counts anew; asked to `stop`, it tells what it counted; then it may `end`. */
process.on('message', (told) => {
  if (told === 'start') {
    longestBlock = 0;
    delay.reset();
    delay.enable();
  }
  if (told === 'stop') process.send?.(figures());
  if (told === 'end') void world.close().then(() => process.exit(0));
});
process.send?.({ url: world.url() });

function figures(): ServerFigures {
  delay.disable();
  const inMs = (nanoseconds: number): number => nanoseconds / 1e6;
  return {
    longestBlock,
    delay: { median: inMs(delay.percentile(50)), p99: inMs(delay.percentile(99)), max: inMs(delay.max) },
    memory: process.memoryUsage.rss() / 1024 / 1024,
  };
}
