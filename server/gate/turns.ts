import { ThreadError } from '#server/threads/thread-error.ts';

/**
 * Has pieces of work done one in each round of the event loop: messages that come at the same moment would else be
 * decided about back to back, and everybody else would wait for all of them.
 */
export class Turns {
  readonly #most: number;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  /** @param most pieces of work that wait at the same time; one more is refused */
  constructor(most: number) {
    this.#most = most;
  }

  /** Waits for the next turn, in the order of asking. @throws WorkbenchError `threads-busy` */
  async take(): Promise<void> {
    if (this.#waiting >= this.#most) throw new ThreadError('threads-busy');
    this.#waiting += 1;
    this.#last = this.#last.then(nextRound);
    await this.#last;
    this.#waiting -= 1;
  }
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
