import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';

/**
 * Three suites by what they need: `core` runs anywhere, `system` starts servers and outside tools,
 * `browser` drives real browsers, one file at a time so that no browser waits for another's CPU.
 */
export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/{unit,property,attacks,architecture,contract}/**/*.test.ts'],
          // What would never end is found out; a loaded machine takes its time.
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{integration,interop}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
