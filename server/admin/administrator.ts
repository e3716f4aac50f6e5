import type { Log } from '#server/log/log.ts';
import type { Store } from '#server/store/store.ts';
import type { Clock } from '#shared/base/clock.ts';
import type { Guesses } from './guesses.ts';

/** What the administrator is known by. */
export interface Administrator {
  /** Of the token, as `hashSecret` makes it. */
  readonly tokenHash: string;
  readonly guesses: Guesses;
  /**
   * Whether the login of a session (its key in the store) still opens the console: it has not ended, and the configuration
   * lets it in. Notes that the session was used.
   * @param ip of whoever asks
   */
  loginOpens(session: string, ip: string): Promise<boolean>;
}

/** What administration needs of the companion. */
export interface AdminEnvironment {
  /** The companion's address as browsers see it, without a slash at the end. */
  readonly url: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** 256 random bits, base64url. */
  readonly random: () => string;
  readonly administrator: Administrator;
}
