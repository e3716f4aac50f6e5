import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';
import { LongestFirst } from './test/longest-first.ts';

/** Half of what a command or a thread of a test takes is Node's compiling of the same files as for the one before. */
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

/** One more than there are processors: a test that drives a browser waits for a fifth of its time. No test is decided by a clock. */
const maxWorkers = availableParallelism() + 1;

/** A process for each of some 400 files, in which all that they import is read anew, would take as long as half of what they do; and those that look at pages share a browser. */
const ONE_PROCESS = { isolate: false, setupFiles: ['test/leave-nothing.ts'] };

/**
 * Three suites by what they need: `core` runs anywhere, `system` starts servers and outside tools, `browser` drives real
 * browsers. Files of all three run beside each other.
 */
export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/{unit,property,attacks,architecture,contract,accuracy}/**/*.test.ts'],
          maxWorkers,
          ...ONE_PROCESS,
          // What would never end is found out; a loaded machine takes its time.
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{integration,interop}/**/*.test.ts'],
          maxWorkers,
          ...ONE_PROCESS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          maxWorkers,
          ...ONE_PROCESS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
