/** Milliseconds after which half of it is forgotten. */
const HALF_LIFE = 60_000;

/** Of so many origins it is known; of more, those are forgotten that caused nothing for the longest time. */
const MOST = 10_000;

/**
 * What came of late from an origin and was refused, so that those from whom nothing did can come first while there is too
 * much of it. It keeps nobody out: whoever is alone waits for nobody.
 */
export class Blame {
  readonly #now: () => number;
  readonly #scores = new Map<string, { readonly score: number; readonly at: number }>();

  /** @param now milliseconds, of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param amount 1 for a message that was refused */
  add(origin: string, amount: number): void {
    const score = this.#scoreOf(origin) + amount;
    // The last one stands last.
    this.#scores.delete(origin);
    this.#scores.set(origin, { score, at: this.#now() });
    const [oldest] = this.#scores.keys();
    if (this.#scores.size > MOST && oldest !== undefined) this.#scores.delete(oldest);
  }

  /** 0: nothing of late; one more for each time that it doubles. */
  rankOf(origin: string): number {
    return Math.round(Math.log2(1 + this.#scoreOf(origin)));
  }

  #scoreOf(origin: string): number {
    const { score = 0, at = 0 } = this.#scores.get(origin) ?? {};
    return score * 2 ** (-(this.#now() - at) / HALF_LIFE);
  }
}
