import { getPriority } from 'node:os';
import { IncomingError } from '#server/saml/incoming-error.ts';
import type { Job } from '#server/threads/job.ts';
import { lowerPriority } from '#server/threads/lower-priority.ts';

/** Jobs that try a pool: each does one thing that a job may do. */
export const double: Job<number, number> = {
  name: 'double',
  patience: 20_000,
  run: async (number) => number * 2,
};

/** Takes a processor for so many milliseconds, and tells who did it. */
export const busyFor: Job<number, number> = {
  name: 'busy',
  patience: 1_000,
  run: async (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return milliseconds;
  },
};

export const askTwice: Job<string, readonly boolean[]> = {
  name: 'ask',
  patience: 20_000,
  run: async (value, ask) => [await ask('first', value), await ask('second', value)],
};

export const refuse: Job<string, never> = {
  name: 'refuse',
  patience: 20_000,
  run: async (name) => {
    throw new IncomingError('parameters-ambiguous', { name, reason: 'tried' });
  },
};

export const breakDown: Job<null, never> = {
  name: 'break-down',
  patience: 20_000,
  run: async () => {
    throw new TypeError('a defect');
  },
};

export const leave: Job<null, never> = {
  name: 'leave',
  patience: 20_000,
  run: () => process.exit(3),
};

export const fillMemory: Job<null, number> = {
  name: 'fill-memory',
  patience: 20_000,
  run: async () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, (_, index) => `${kept.length} ${index}`));
  },
};

/** Tells the priority of its thread before and after it was lowered. */
export const standBack: Job<null, readonly number[]> = {
  name: 'stand-back',
  patience: 20_000,
  run: async () => {
    const before = getPriority();
    lowerPriority();
    return [before, getPriority()];
  },
};

/** All of them. */
export const TRIAL_JOBS: readonly Job<unknown, unknown>[] = [
  double,
  busyFor,
  askTwice,
  refuse,
  breakDown,
  leave,
  fillMemory,
  standBack,
];
