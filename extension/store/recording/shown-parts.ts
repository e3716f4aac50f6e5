import type { Flow } from '#shared/flows/flow.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Part, Wanted } from '../../reading/messages.ts';
import { unpackMessage } from '../../reading/pack-message.ts';
import type { Whole } from '../../reading/read-aside.ts';

/** What the page has of one reading of a large file. */
export interface ShownParts {
  now(): {
    readonly kind: InputKind;
    readonly exchanges: readonly Exchange[];
    readonly messages: readonly InspectedMessage[];
    readonly flows: readonly Flow[];
  };
  /** Takes in what a list shows. */
  take(part: Part, kind: InputKind): void;
  /** Takes in what was asked for, in the place of what a list shows; what was asked for longest ago goes back to that. */
  putWhole(whole: Whole): void;
  /** What of it is not here whole; null: all is. */
  lacking(wanted: Wanted): Wanted | null;
  clear(): void;
}

/** So many messages, and as many exchanges, are kept whole. */
const KEPT_WHOLE = 400;

/** Nothing yet. */
export function createShownParts(): ShownParts {
  let kind: InputKind = 'har';
  const messages: InspectedMessage[] = [];
  const flows: Flow[] = [];
  const exchanges: Exchange[] = [];
  const places = new Map<string, number>();
  /** Of what is whole now, what was there before. */
  const lightMessages = new Map<number, InspectedMessage>();
  const lightExchanges = new Map<string, Exchange>();

  const exchangeOf = (id: string): Exchange | null => exchanges[places.get(id) ?? -1] ?? null;
  const setExchange = (exchange: Exchange): void => {
    const place = places.get(exchange.id) ?? exchanges.length;
    places.set(exchange.id, place);
    exchanges[place] = exchange;
  };

  return {
    now: () => ({ kind, exchanges: exchanges.slice(), messages: messages.slice(), flows: flows.slice() }),
    take(part, kindOfAll) {
      kind = kindOfAll;
      part.exchanges.forEach(setExchange);
      for (const sent of part.messages) {
        lightMessages.delete(sent.message.index);
        messages[sent.message.index] = unpackMessage(sent, exchangeOf);
      }
      for (const { position, flow } of part.flows) flows[position] = flow;
    },
    putWhole(whole) {
      for (const exchange of whole.exchanges) {
        const light = exchangeOf(exchange.id);
        if (light !== null && !lightExchanges.has(exchange.id)) lightExchanges.set(exchange.id, light);
        setExchange(exchange);
      }
      for (const sent of whole.messages) {
        const { index } = sent.message;
        const light = messages[index];
        if (light !== undefined && !lightMessages.has(index)) lightMessages.set(index, light);
        messages[index] = unpackMessage(sent, exchangeOf);
      }
      for (const [index, light] of oldest(lightMessages)) messages[index] = light;
      for (const [, light] of oldest(lightExchanges)) setExchange(light);
    },
    lacking(wanted) {
      if (wanted.exchanges === 'all') return wanted;
      const lacking = {
        messages: wanted.messages.filter((index) => messages[index] !== undefined && !lightMessages.has(index)),
        exchanges: wanted.exchanges.filter((id) => places.has(id) && !lightExchanges.has(id)),
      };
      return lacking.messages.length + lacking.exchanges.length === 0 ? null : lacking;
    },
    clear() {
      for (const list of [messages, flows, exchanges]) list.length = 0;
      for (const map of [places, lightMessages, lightExchanges]) map.clear();
    },
  };
}

/** Takes out of a map what came first, until it is within its bounds. */
function oldest<Key, Value>(map: Map<Key, Value>): [Key, Value][] {
  const out = [...map].slice(0, Math.max(0, map.size - KEPT_WHOLE));
  for (const [key] of out) map.delete(key);
  return out;
}
