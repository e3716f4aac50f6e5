import type { Log } from '#server/log/log.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that tell of the machine and not of us. */
const CODES: Readonly<Record<number, StoreError['code']>> = {
  5: 'store-busy',
  6: 'store-busy',
  8: 'store-read-only',
  10: 'store-failing',
  11: 'store-failing',
  13: 'store-disk-full',
  14: 'store-failing',
  26: 'store-failing',
};

/** So long a key whose row could not be read stays ended: longer than any session. */
const STAYS_ENDED = 60 * 24 * 60 * 60 * 1000;

/**
 * A store that says in words what is wrong with its disk, and for which a row that this version cannot read is none: it
 * ends, and the log says so.
 *
 * Whatever it does throws WorkbenchError `store-disk-full`, `store-read-only`, `store-busy` or `store-failing` where the
 * machine fails it.
 */
export function clearStore(store: Store, log: Log): Store {
  const clear = explaining(store);
  return {
    ...clear,
    getSession: (key) =>
      unlessUnreadable(log, 'session', () => clear.getSession(key)).then(async (session) => {
        if (session !== UNREADABLE) return session;
        await clear.revokeSession(key, Date.now() + STAYS_ENDED);
        return null;
      }),
    getPending: (kind, id, now) => unlessUnreadable(log, kind, () => clear.getPending(kind, id, now)).then(orNull),
    takePending: (kind, id, now) => unlessUnreadable(log, kind, () => clear.takePending(kind, id, now)).then(orNull),
  };
}

const UNREADABLE = Symbol('unreadable');

async function unlessUnreadable<T>(log: Log, kind: string, read: () => Promise<T>): Promise<T | typeof UNREADABLE> {
  try {
    return await read();
  } catch (error) {
    if (!StoreError.is(error, 'row-unreadable')) throw error;
    log.warn('row-unreadable', { code: kind });
    return UNREADABLE;
  }
}

function orNull(value: unknown): unknown {
  return value === UNREADABLE ? null : value;
}

/** Every method of the store, with SQLite's own errors told apart. */
function explaining(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || name === 'close') return method;
      return async (...values: unknown[]) => {
        try {
          return await Reflect.apply(method, target, values);
        } catch (error) {
          throw explain(error);
        }
      };
    },
  });
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const code = CODES[Number(error.errcode) & 0xff];
  return code === undefined ? error : new StoreError(code, { reason: error.message }, { cause: error });
}
