import * as v from 'valibot';
import { LIMITS } from '#shared/base/limits.ts';
import { exchangeSchema } from '#shared/formats/exchange-schema.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { bodyChars } from './complete-exchange.ts';
import { createOpenRequests, type OpenRequests } from './open-requests.ts';
import type { Hop } from './request-hops.ts';

/** Memory that outlives the worker: `storage.session`. Values are JSON. */
export interface SessionMemory {
  write(values: Readonly<Record<string, unknown>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** One exchange with its place in the order of the browser's session. */
export interface LogEntry {
  readonly number: number;
  readonly exchange: Exchange;
}

/** What the background has recorded, held in memory and mirrored, so that the worker's death loses nothing. */
export interface RecordingLog {
  /** The requests under way. */
  readonly hops: OpenRequests;
  /** Adds a finished exchange; gives its entry. */
  add(exchange: Exchange): LogEntry;
  /** Entries after `number`, in order. */
  since(number: number): readonly LogEntry[];
  /** Hops on their way that are worth telling of. */
  pending(): readonly Hop[];
  /** Takes back what an earlier worker mirrored. */
  restore(values: Readonly<Record<string, unknown>>): void;
  /** The number of the latest entry that was dropped for want of room; 0 for none. */
  lastDropped(): number;
  clear(): void;
  /** Resolves when all that was to be written until now is. */
  written(): Promise<void>;
}

const hopSchema = v.object({
  requestId: v.string(),
  exchange: exchangeSchema,
  closed: v.boolean(),
  kept: v.boolean(),
  bodyGap: v.nullable(v.string()),
});
const HOP_KEY = 'hop:';
const ENTRY_KEY = 'entry:';
const DROPPED_KEY = 'dropped';

/**
 * Makes an empty log over a session's memory. `onLoss` is told, in words for a person, what had to be left out. Numbers go
 * up from `start`, the present time: a page that listens must never see one again, and a worker that died may have told
 * of more numbers than it could still write down.
 */
export function createRecordingLog(
  memory: SessionMemory,
  onLoss: (reason: string) => void,
  start: number,
): RecordingLog {
  const entries = new Map<number, { readonly exchange: Exchange; readonly chars: number }>();
  let last = start;
  let dropped = 0;
  let chars = 0;

  const writes = new Set<Promise<void>>();
  const follow = (write: Promise<void>, failure: string) => {
    const end = write
      .catch((error: unknown) => onLoss(`The browser's session memory ${failure}: ${String(error)}`))
      .finally(() => writes.delete(end));
    writes.add(end);
  };
  const mirror = (values: Readonly<Record<string, unknown>>) => follow(memory.write(values), 'refused an exchange');
  const unmirror = (keys: readonly string[]) => {
    if (keys.length > 0) follow(memory.remove(keys), 'failed');
  };
  const requests = createOpenRequests(({ requestId, kept }) => {
    if (kept) unmirror([HOP_KEY + requestId]);
  });
  const hops: OpenRequests = {
    ...requests,
    keep: (hop) => {
      requests.keep(hop);
      if (hop.kept) mirror({ [HOP_KEY + hop.requestId]: { ...hop, exchange: withoutLargeBody(hop.exchange) } });
    },
  };
  const store = (number: number, exchange: Exchange) => {
    const size = JSON.stringify(withoutLargeBody(exchange)).length;
    entries.set(number, { exchange, chars: size });
    chars += size;
    last = Math.max(last, number);
  };
  const trim = () => {
    for (const [number, entry] of entries) {
      if (entries.size <= LIMITS.undeliveredExchanges && chars <= LIMITS.undeliveredChars) return;
      entries.delete(number);
      dropped = number;
      mirror({ [DROPPED_KEY]: dropped });
      chars -= entry.chars;
      unmirror([ENTRY_KEY + number]);
    }
  };

  return {
    hops,
    add: (exchange) => {
      const number = last + 1;
      store(number, exchange);
      mirror({ [ENTRY_KEY + number]: withoutLargeBody(exchange) });
      trim();
      return { number, exchange };
    },
    since: (after) => [...entries].flatMap(([number, { exchange }]) => (number > after ? [{ number, exchange }] : [])),
    pending: () => hops.all().filter(({ kept, closed }) => kept && !closed),
    restore: (values) => {
      const numbered: LogEntry[] = [];
      dropped = Number(values[DROPPED_KEY]) || 0;
      for (const [key, value] of Object.entries(values)) {
        if (key.startsWith(HOP_KEY)) takeHop(requests, value);
        if (key.startsWith(ENTRY_KEY)) numbered.push(...readEntry(key, value));
      }
      for (const { number, exchange } of numbered.sort((a, b) => a.number - b.number)) store(number, exchange);
      trim();
    },
    lastDropped: () => dropped,
    clear: () => {
      unmirror([
        DROPPED_KEY,
        ...hops.all().map(({ requestId }) => HOP_KEY + requestId),
        ...[...entries.keys()].map((number) => ENTRY_KEY + number),
      ]);
      hops.clear();
      entries.clear();
      chars = 0;
      dropped = 0;
    },
    written: async () => void (await Promise.all(writes)),
  };
}

/**
 * Session memory is small, and a body above this size has been told already when its request went out: only if the worker
 * died in that very moment is it lost.
 */
function withoutLargeBody(exchange: Exchange): Exchange {
  return bodyChars(exchange.requestBody) > LIMITS.mirroredBodyChars ? { ...exchange, requestBody: null } : exchange;
}

function takeHop(requests: OpenRequests, value: unknown): void {
  const read = v.safeParse(hopSchema, value);
  if (read.success) requests.keep(read.output);
}

function readEntry(key: string, value: unknown): readonly LogEntry[] {
  const number = Number(key.slice(ENTRY_KEY.length));
  const read = v.safeParse(exchangeSchema, value);
  return read.success && Number.isSafeInteger(number) ? [{ number, exchange: read.output }] : [];
}
