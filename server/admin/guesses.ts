/** How long who guesses has to wait for the answer. */
export interface Guesses {
  /**
   * Waits before a wrong token is answered: longer at each one from the same address, at most 8 seconds. Who has the
   * right token never comes here, so nobody's guesses can keep the administrator out.
   *
   * @returns false: too many are waiting already; answer at once that there are too many
   */
  delay(address: string): Promise<boolean>;
}

/** What a test sets otherwise. */
export interface GuessOptions {
  /** Milliseconds of a clock that nobody sets. */
  readonly uptime?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 8000;
/** So long after the last wrong token an address begins anew. */
const FORGOTTEN_AFTER = 15 * 60_000;
/** Each that waits holds a connection. */
const MAX_WAITING = 200;
const MAX_ADDRESSES = 10_000;

/** Counts wrong tokens by address, in bounded memory. */
export function countGuesses({ uptime = () => performance.now(), wait = sleep }: GuessOptions = {}): Guesses {
  const wrong = new Map<string, { count: number; at: number }>();
  let waiting = 0;
  const countOf = (address: string): number => {
    const known = wrong.get(address);
    const count = known !== undefined && uptime() - known.at < FORGOTTEN_AFTER ? known.count + 1 : 1;
    // The youngest are at the end; the one that was quiet for longest goes.
    wrong.delete(address);
    wrong.set(address, { count, at: uptime() });
    const [oldest] = wrong.keys();
    if (wrong.size > MAX_ADDRESSES && oldest !== undefined) wrong.delete(oldest);
    return count;
  };
  return {
    delay: async (address) => {
      const count = countOf(address);
      if (waiting >= MAX_WAITING) return false;
      waiting += 1;
      await wait(Math.min(FIRST_WAIT * 2 ** (count - 1), LONGEST_WAIT));
      waiting -= 1;
      return true;
    },
  };
}

function sleep(milliseconds: number): Promise<void> {
  // Nobody who waits for an answer keeps a companion from ending.
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
