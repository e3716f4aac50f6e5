/** Work done one after the other, in the order it was given. */
export interface Queue {
  /** Gives the work's own promise; what it throws does not stop what comes after. */
  run<T>(work: () => Promise<T> | T): Promise<T>;
}

/** A queue of its own. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<T>(work: () => Promise<T> | T): Promise<T> {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
