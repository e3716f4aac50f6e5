import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 0, 1);
const SKEW = 3 * MINUTE;

/** An assertion as the gate sees it. */
interface Captured {
  readonly id: string;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
}

/** A server with a clock that somebody sets, and an attacker who keeps every assertion that there ever was. */
class World {
  /** The true time, by which the IdP issues. */
  truth = START;
  /** By how much the server's clock is off. */
  error = 0;
  /** What the server's uptime shows. */
  ran = 0;
  readonly captured: Captured[] = [];
  readonly entered = new Set<string>();
  readonly file: string;
  store: Store;

  constructor(file: string) {
    this.file = file;
    this.store = this.#open();
  }

  get clock(): number {
    return this.truth + this.error;
  }

  #open(): Store {
    return openSqliteStore(this.file, { uptime: () => this.ran });
  }

  /** `kill`: the file is opened anew without having been closed. */
  restart(kill: boolean): void {
    if (!kill) this.store.close();
    this.store = this.#open();
  }

  /** Time goes by in steps of at most twenty minutes, each of which ends with pruning. */
  async pass(time: number, runs = true): Promise<void> {
    for (let left = time; left > 0; left -= 20 * MINUTE) {
      const step = Math.min(left, 20 * MINUTE);
      this.truth += step;
      if (!runs) continue;
      this.ran += step;
      await this.store.prune(this.clock);
    }
  }

  issue(lasts: number): Captured {
    const id = `_${this.captured.length}`;
    const assertion = { id, notBefore: this.truth - MINUTE, notOnOrAfter: this.truth + lasts };
    this.captured.push(assertion);
    return assertion;
  }

  /** What the gate and the store together say. */
  async present({ id, notBefore, notOnOrAfter }: Captured): Promise<string> {
    if (this.clock < notBefore - SKEW || this.clock >= notOnOrAfter + SKEW) return 'out of time';
    const answer = await this.store.once({ kind: 'assertion', issuer: 'https://idp', id }, notOnOrAfter + 2 * SKEW);
    if (answer !== 'new') return answer;
    expect(this.entered.has(id), `${id} got in twice`).toBe(false);
    this.entered.add(id);
    return answer;
  }

  /** Sets the clock so that the attacker's favourite seems to be in time, and tries everything. */
  async replayAll(): Promise<void> {
    for (const assertion of this.captured) await this.present(assertion);
  }
}

type Step =
  | { readonly do: 'login'; readonly lasts: number }
  | { readonly do: 'pass'; readonly time: number }
  | { readonly do: 'sleep'; readonly time: number }
  | { readonly do: 'restart'; readonly kill: boolean }
  | { readonly do: 'clock'; readonly error: number; readonly time: number }
  | { readonly do: 'turn-back'; readonly to: number };

const duration = fc.integer({ min: MINUTE, max: 30 * HOUR });
const anyError = fc.oneof(
  fc.integer({ min: -2 * MINUTE, max: 2 * MINUTE }),
  fc.integer({ min: -30 * HOUR, max: 30 * HOUR }),
  fc.integer({ min: -20_000 * HOUR, max: 200_000 * HOUR }),
);

const ordinary: fc.Arbitrary<Step>[] = [
  fc.record({ do: fc.constant('login' as const), lasts: fc.integer({ min: MINUTE, max: HOUR }) }),
  fc.record({ do: fc.constant('pass' as const), time: duration }),
  fc.record({ do: fc.constant('sleep' as const), time: fc.integer({ min: MINUTE, max: 100 * HOUR }) }),
  fc.record({ do: fc.constant('restart' as const), kill: fc.boolean() }),
];

async function play(steps: readonly Step[], each: (world: World, step: Step) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'marks-'));
  const world = new World(join(folder, 'store.sqlite'));
  await world.store.prune(world.clock);
  for (const step of steps) {
    await each(world, step);
    await world.replayAll();
  }
  world.store.close();
  await rm(folder, { recursive: true });
}

async function act(world: World, step: Step): Promise<void> {
  if (step.do === 'login') await world.present(world.issue(step.lasts));
  if (step.do === 'pass') await world.pass(step.time);
  if (step.do === 'sleep') await world.pass(step.time, false);
  if (step.do === 'restart') world.restart(step.kill);
}

describe('replay marks and a clock that is wrong (attacks#wrong-clock)', () => {
  test('no assertion ever gets in twice, whatever the clock shows and whenever the server is killed', async () => {
    const anyStep = fc.oneof(
      ...ordinary,
      fc.record({ do: fc.constant('clock' as const), error: anyError, time: duration }),
      fc.record({ do: fc.constant('turn-back' as const), to: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        await play(steps, async (world, step) => {
          if (step.do === 'clock') {
            world.error = step.error;
            await world.pass(step.time);
          } else if (step.do === 'turn-back') {
            // To when one of the captured assertions was fresh.
            const { notBefore } = world.captured[step.to % Math.max(1, world.captured.length)] ?? { notBefore: START };
            world.error = notBefore + 2 * MINUTE - world.truth;
          } else await act(world, step);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('a fresh login gets in whenever the clock is right, if it was right at least once in 24 hours of running', async () => {
    const steps = fc.oneof(
      ...ordinary,
      fc.record({
        do: fc.constant('clock' as const),
        error: anyError,
        time: fc.integer({ min: MINUTE, max: 23 * HOUR }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 20 }), async (all) => {
        await play(all, async (world, step) => {
          if (step.do !== 'clock') return act(world, step);
          world.error = step.error;
          await world.store.prune(world.clock);
          await world.pass(step.time);
          await world.replayAll();
          world.error = 0;
          await world.store.prune(world.clock);
          expect(await world.present(world.issue(MINUTE))).toBe('new');
        });
      }),
      { numRuns: 60 },
    );
  });
});
