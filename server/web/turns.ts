/**
 * Lets what is not urgent go on piece by piece, with room for everybody else in between: reading what comes in much, above
 * all. Node takes up to 2 MB of each connection in one round of its event loop, and one new connection: thirty that send
 * as fast as they can would have everybody wait who has just come.
 */
export class Turns {
  readonly #pause: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  /** @param pause what lies between one turn and the next */
  constructor(pause: () => Promise<void>) {
    this.#pause = pause;
  }

  /** Waits for the next turn, in the order of asking. */
  take(): Promise<void> {
    this.#last = this.#last.then(this.#pause);
    return this.#last;
  }
}

/** A round of the event loop lies in between. */
export function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
