import * as v from 'valibot';
import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/trace/exchange.ts';
import { exchangeSchema } from '#shared/trace/exchange-schema.ts';
import { bodyChars } from './complete-exchange.ts';
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
  /** The hop that a request is at; null for a request not known. */
  hopOf(requestId: string): Hop | null;
  /** Keeps the hop that a request is at now. */
  keep(hop: Hop): void;
  forget(requestId: string): void;
  /** Adds a finished exchange; gives its entry. */
  add(exchange: Exchange): LogEntry;
  /** Entries after `number`, in order. */
  since(number: number): readonly LogEntry[];
  /** Hops on their way that are worth telling of. */
  pending(): readonly Hop[];
  /** Takes back what an earlier worker mirrored. */
  restore(values: Readonly<Record<string, unknown>>): void;
  clear(): void;
}

const hopSchema = v.object({
  requestId: v.string(),
  exchange: exchangeSchema,
  closed: v.boolean(),
  kept: v.boolean(),
});
const HOP_KEY = 'hop:';
const ENTRY_KEY = 'entry:';
/** The last number given, kept beyond `clear`: a page that listens must never see a number again. */
const LAST_KEY = 'last';

/** Makes an empty log over a session's memory. `onLoss` is told, in words for a person, what had to be left out. */
export function createRecordingLog(memory: SessionMemory, onLoss: (reason: string) => void): RecordingLog {
  const hops = new Map<string, Hop>();
  const entries = new Map<number, { readonly exchange: Exchange; readonly chars: number }>();
  let last = 0;
  let chars = 0;

  const mirror = (values: Readonly<Record<string, unknown>>) => {
    memory
      .write(values)
      .catch((error: unknown) => onLoss(`The browser's session memory refused an exchange: ${String(error)}`));
  };
  const unmirror = (keys: readonly string[]) => {
    if (keys.length > 0)
      memory.remove(keys).catch((error: unknown) => onLoss(`The browser's session memory failed: ${String(error)}`));
  };
  const forget = (requestId: string) => {
    const hop = hops.get(requestId);
    hops.delete(requestId);
    if (hop?.kept) unmirror([HOP_KEY + requestId]);
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
      chars -= entry.chars;
      unmirror([ENTRY_KEY + number]);
    }
  };

  return {
    hopOf: (requestId) => hops.get(requestId) ?? null,
    keep: (hop) => {
      hops.delete(hop.requestId);
      hops.set(hop.requestId, hop);
      if (hop.kept) mirror({ [HOP_KEY + hop.requestId]: { ...hop, exchange: withoutLargeBody(hop.exchange) } });
      const oldest = hops.keys().next().value;
      if (hops.size > LIMITS.openRequests && oldest !== undefined) forget(oldest);
    },
    forget,
    add: (exchange) => {
      const number = last + 1;
      store(number, exchange);
      mirror({ [ENTRY_KEY + number]: withoutLargeBody(exchange), [LAST_KEY]: number });
      trim();
      return { number, exchange };
    },
    since: (after) => [...entries].flatMap(([number, { exchange }]) => (number > after ? [{ number, exchange }] : [])),
    pending: () => [...hops.values()].filter(({ kept, closed }) => kept && !closed),
    restore: (values) => {
      const numbered: LogEntry[] = [];
      last = Math.max(last, Number(values[LAST_KEY]) || 0);
      for (const [key, value] of Object.entries(values)) {
        if (key.startsWith(HOP_KEY)) takeHop(hops, value);
        if (key.startsWith(ENTRY_KEY)) numbered.push(...readEntry(key, value));
      }
      for (const { number, exchange } of numbered.sort((a, b) => a.number - b.number)) store(number, exchange);
      trim();
    },
    clear: () => {
      unmirror([
        ...[...hops.keys()].map((id) => HOP_KEY + id),
        ...[...entries.keys()].map((number) => ENTRY_KEY + number),
      ]);
      hops.clear();
      entries.clear();
      chars = 0;
    },
  };
}

/**
 * Session memory is small, and a body above this size has been told already when its request went out: only if the worker
 * died in that very moment is it lost.
 */
function withoutLargeBody(exchange: Exchange): Exchange {
  return bodyChars(exchange.requestBody) > LIMITS.mirroredBodyChars ? { ...exchange, requestBody: null } : exchange;
}

function takeHop(hops: Map<string, Hop>, value: unknown): void {
  const read = v.safeParse(hopSchema, value);
  if (read.success) hops.set(read.output.requestId, read.output);
}

function readEntry(key: string, value: unknown): readonly LogEntry[] {
  const number = Number(key.slice(ENTRY_KEY.length));
  const read = v.safeParse(exchangeSchema, value);
  return read.success && Number.isSafeInteger(number) ? [{ number, exchange: read.output }] : [];
}
