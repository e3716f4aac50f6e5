import type { TokenTrust } from '#server/config/config.ts';
import type { TokenKey } from '#server/config/token-key.ts';
import { readKeySet } from '#server/keys/token-keys.ts';
import type { Log } from '#server/log/log.ts';
import { fetchGuarded } from '#server/outgoing/fetch-guarded.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { TokenError } from './token-error.ts';
import { keysFor, type TokenHeader } from './token-header.ts';

/** So long a set is good without being asked for again. */
const FRESH = 10 * 60_000;
/** And so often at most it is, whatever tokens come: strangers make those. */
const PAUSE = 30_000;

const LIMITS = { bytes: 256 * 1024, time: 5_000 };

/** Gives the keys that a token's header may mean. */
export type KeySource = (header: TokenHeader) => Promise<readonly TokenKey[]>;

interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  /** The connection's prefix. */
  readonly connection: string;
}

/**
 * The keys of a connection's tokens. A set at a URL is fetched when it is needed, kept, fetched again after ten minutes
 * and when a token names a key that it does not have, and kept on when it cannot be fetched.
 */
export function tokenKeys({ keys }: TokenTrust, surroundings: Surroundings): KeySource {
  if (keys.kind === 'fixed') return async (header) => keysFor(header, keys.keys);
  const remote = remoteKeys(keys, surroundings);
  return async (header) => {
    const known = keysFor(header, await remote.known());
    return known.length > 0 ? known : keysFor(header, await remote.newest());
  };
}

function remoteKeys(
  { url, allowHosts }: { readonly url: string; readonly allowHosts: readonly string[] },
  { clock, log, connection }: Surroundings,
) {
  let held: readonly TokenKey[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  const fetchSet = async (): Promise<void> => {
    askedAt = clock();
    try {
      const { body } = await fetchGuarded(url, { hosts: allowHosts, limits: LIMITS });
      held = readKeySet(body.toString('utf8'), url);
      fetchedAt = clock();
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      log.warn('token-keys-missing', { connection, code: error.code, reason: error.message });
    }
  };
  const refresh = async (): Promise<void> => {
    if (asking === null && Math.abs(clock() - askedAt) < PAUSE) return;
    asking ??= fetchSet().finally(() => {
      asking = null;
    });
    await asking;
  };
  const orNone = (): readonly TokenKey[] => {
    if (held.length === 0) throw new TokenError('token-keys-missing');
    return held;
  };
  return {
    known: async () => {
      if (Math.abs(clock() - fetchedAt) >= FRESH) await refresh();
      return orNone();
    },
    newest: async () => {
      await refresh();
      return orNone();
    },
  };
}
