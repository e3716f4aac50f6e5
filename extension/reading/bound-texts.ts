import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { textChars } from './message-bound.ts';

/** Bounds what pages and bodies without SAML take up in a recording of any size. */
export interface TextBound {
  /** Counts an exchange that is held from now on. */
  add(exchange: Exchange): void;
  /** Lets go of what was said longest ago, where all together is too much. */
  apply(flows: () => readonly Flow[]): void;
}

/** Characters of all of them. */
const MOST = 32 * 1024 * 1024;
/** As many exchanges stay as they are behind the newest: a flow around them may not be over. */
const LAG = 1_000;

/**
 * What belongs to a flow stays, since it may be asked about again; what stood between flows has been looked at, and goes.
 * It is let go in the exchange itself, which others hold, too.
 */
export function createTextBound(): TextBound {
  let held: Exchange[] = [];
  let chars = 0;
  return {
    add(exchange) {
      const size = textChars(exchange);
      if (size === 0 || carriesSaml(exchange)) return;
      held.push(exchange);
      chars += size;
    },
    apply(flows) {
      if (chars <= MOST) return;
      const inFlows = new Set(flows().flatMap(({ steps }) => steps.map(({ exchange }) => exchange)));
      const recent = held.slice(-LAG);
      for (const exchange of held.slice(0, -LAG)) {
        if (!inFlows.has(exchange.id)) Object.assign(exchange, { requestBody: null, responseText: null });
      }
      held = recent;
      chars = recent.reduce((sum, exchange) => sum + textChars(exchange), 0);
    },
  };
}
