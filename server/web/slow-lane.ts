import { FairQueue } from '#server/threads/fair-queue.ts';
import type { FairTurns, Waiting } from './fair-turns.ts';

/** Bounds of a slow lane. */
export interface SlowLaneOptions {
  /** What waits at the same time. */
  readonly most: number;
  /** Milliseconds between one that goes on and the next. */
  readonly gap: number;
  /** Which origins come later (`Blame`). */
  readonly rankOf: (origin: string) => number;
}

/**
 * For what comes from where much was refused of late: it goes on at a pace that leaves the processors to everybody else,
 * and then takes its turn with them.
 */
export class SlowLane {
  readonly #turns: FairTurns;
  readonly #gap: number;
  readonly #queue: FairQueue<Waiting>;
  #timer: NodeJS.Timeout | null = null;
  #last = 0;

  constructor(turns: FairTurns, { most, gap, rankOf }: SlowLaneOptions) {
    this.#turns = turns;
    this.#gap = gap;
    this.#queue = new FairQueue(most, rankOf);
  }

  add(waiting: Waiting): void {
    const lost = this.#queue.add(waiting.origin, waiting);
    this.#timer ??= setTimeout(this.#next, Math.max(0, this.#last + this.#gap - performance.now()));
    lost?.lose();
  }

  /** Takes out what waits no more, if it is there. */
  remove(waiting: Waiting): void {
    this.#queue.remove(waiting);
  }

  readonly #next = (): void => {
    const next = this.#queue.take();
    this.#timer = next === null ? null : setTimeout(this.#next, this.#gap);
    if (next === null) return;
    this.#last = performance.now();
    this.#turns.add(next);
  };
}
