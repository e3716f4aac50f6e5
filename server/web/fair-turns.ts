import { FairQueue } from '#server/threads/fair-queue.ts';

/** What waits for its turn. */
export interface Waiting {
  /** Where it comes from (`networkOf`). */
  readonly origin: string;
  /** Its turn has come. */
  readonly go: () => void;
  /** There is no room for it: it is that of whoever has the most waiting. */
  readonly lose: () => void;
}

/** Bounds of those turns. */
export interface FairTurnsOptions {
  /** What waits at the same time. */
  readonly most: number;
  /** Milliseconds for which newcomers come first. */
  readonly patience: number;
}

/**
 * One piece of work in each round of the event loop, those who bring it by turns. Node lets one new connection in per
 * round, and does in it whatever has come on all the others: where each of thirty brings work of ten milliseconds,
 * whoever has just come waits for all thirty, one after the other. Here newcomers come first: while there are any, nothing else goes
 * on, for a while.
 */
export class FairTurns {
  readonly #queue: FairQueue<Waiting>;
  readonly #patience: number;
  #isUnderWay = false;
  #hasNewcomers = false;
  #last = 0;

  constructor({ most, patience }: FairTurnsOptions) {
    this.#queue = new FairQueue(most);
    this.#patience = patience;
  }

  /** Has something wait; it never goes at once. */
  add(waiting: Waiting): void {
    const lost = this.#queue.add(waiting.origin, waiting);
    if (!this.#isUnderWay) this.#begin();
    lost?.lose();
  }

  /** Takes out what waits no more, if it is there. */
  remove(waiting: Waiting): void {
    this.#queue.remove(waiting);
  }

  /** Somebody has just come. */
  noteNewcomer(): void {
    this.#hasNewcomers = true;
  }

  #begin(): void {
    this.#isUnderWay = true;
    this.#last = performance.now();
    setImmediate(this.#round);
  }

  readonly #round = (): void => {
    const now = performance.now();
    const isHeldUp = this.#hasNewcomers && now - this.#last < this.#patience;
    this.#hasNewcomers = false;
    const next = isHeldUp ? null : this.#queue.take();
    this.#isUnderWay = isHeldUp || next !== null;
    if (this.#isUnderWay) setImmediate(this.#round);
    if (next === null) return;
    this.#last = now;
    next.go();
  };
}
