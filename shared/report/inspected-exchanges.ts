import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { MessageSource } from '#shared/inspection/message-source.ts';
import { messageSourcesOf } from '#shared/inspection/message-sources-of.ts';
import { readingKey } from '#shared/inspection/parameter-message.ts';
import { createInspectedMessages, type Inspecting } from './inspected-messages.ts';

/** The exchanges of a trace and the messages in them, each message once. */
export interface InspectedExchanges {
  /**
   * Takes in an exchange or its newer version. Gives false where the newer version has lost a message that the older
   * one had: indexes then no longer fit, and all must be inspected again from the exchanges. Calls must not overlap.
   */
  ingest(exchange: Exchange): Promise<boolean>;
  /** In order of arrival. */
  exchanges(): readonly Exchange[];
  size(): number;
  messages(): readonly InspectedMessage[];
  /** See `InspectedMessages.whole`; must not overlap with `ingest`. */
  whole(index: number): Promise<InspectedMessage | null>;
  flows(): readonly Flow[];
}

interface Entry {
  readonly exchange: Exchange;
  /** The sources that have an index, in the order in which the exchange has them. */
  readonly slots: Slot[];
}

interface Slot {
  readonly source: MessageSource;
  readonly index: number;
}

/** Without any yet. */
export function createInspectedExchanges(inspecting: Inspecting): InspectedExchanges {
  const entries = new Map<string, Entry>();
  const messages = createInspectedMessages(inspecting);
  /** Keys of messages that were sent, and of those that are only announced so far. */
  const sent = new Set<string>();
  const announced = new Map<string, { readonly entry: string; readonly index: number }>();

  /** The index of the announcement that this message makes good; null where it comes unannounced. */
  const claim = (key: string): number | null => {
    const claimed = announced.get(key);
    if (claimed === undefined) return null;
    announced.delete(key);
    const slots = entries.get(claimed.entry)?.slots ?? [];
    const at = slots.findIndex(({ index }) => index === claimed.index);
    if (at !== -1) slots.splice(at, 1);
    return claimed.index;
  };

  const putNew = async (source: MessageSource, id: string): Promise<number | null> => {
    const key = readingKey(source.reading);
    if (source.announced) {
      if (key === null || sent.has(key) || announced.has(key)) return null;
      const index = await messages.put(source, null);
      announced.set(key, { entry: id, index });
      return index;
    }
    const index = await messages.put(source, key === null ? null : claim(key));
    if (key !== null) sent.add(key);
    return index;
  };

  return {
    async ingest(exchange) {
      const left = [...(entries.get(exchange.id)?.slots ?? [])];
      const entry: Entry = { exchange, slots: [] };
      entries.set(exchange.id, entry);
      messages.see(exchange);
      for (const source of messageSourcesOf(exchange)) {
        const slot = takeSame(left, source);
        if (slot !== null) await messages.refresh(source, slot.index);
        const index = slot?.index ?? (await putNew(source, exchange.id));
        if (index !== null) entry.slots.push({ source, index });
      }
      return left.length === 0;
    },
    exchanges: () => [...entries.values()].map(({ exchange }) => exchange),
    size: () => entries.size,
    messages: messages.messages,
    whole: messages.whole,
    flows: messages.flows,
  };
}

/** Takes the slot of the same message out of the list; null where the message is new. */
function takeSame(slots: Slot[], source: MessageSource): Slot | null {
  const at = slots.findIndex((slot) => isSameMessage(slot.source, source));
  return at === -1 ? null : (slots.splice(at, 1)[0] ?? null);
}

function isSameMessage(one: MessageSource, other: MessageSource): boolean {
  return (
    one.announced === other.announced &&
    one.reading.binding === other.reading.binding &&
    one.reading.parameter === other.reading.parameter &&
    readingKey(one.reading) === readingKey(other.reading) &&
    one.reading.error?.message === other.reading.error?.message
  );
}
