/**
 * Connections that the configuration file no longer has, each until its sessions end. A file that was written by halves is
 * written again at once: what comes back in time goes on as if it had never been gone.
 */
export class Departures {
  readonly #grace: number;
  readonly #leaving = new Map<string, NodeJS.Timeout>();

  /** @param grace milliseconds for which one may come back with its sessions */
  constructor(grace: number) {
    this.#grace = grace;
  }

  /** One is gone; `end` is called unless it comes back, or `close` is called before. */
  add(prefix: string, end: () => void): void {
    const over = (): void => {
      this.#leaving.delete(prefix);
      end();
    };
    this.#leaving.set(prefix, setTimeout(over, this.#grace).unref());
  }

  /** Those that are there again. */
  takeBack(isThere: (prefix: string) => boolean): void {
    for (const [prefix, timer] of this.#leaving) {
      if (!isThere(prefix)) continue;
      clearTimeout(timer);
      this.#leaving.delete(prefix);
    }
  }

  /** What was to come is left: whoever stops ends no sessions. */
  close(): void {
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
  }
}
