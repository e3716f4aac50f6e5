import type { Exchange, Header } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';

/** Exchanges around one that carries SAML in which a login may begin, be answered or fail. */
const BEFORE = 50;
const AFTER = 300;

/** What is kept of the headers of an exchange that is far from all SAML: where it led, and what became of cookies. */
const TELLING = new Set(['content-type', 'cookie', 'date', 'host', 'location', 'origin', 'referer', 'set-cookie']);

/** Exchanges as they come, of which those far from all SAML are lightened. */
export interface NearKeeper {
  /** The next in the order of the file. */
  push(exchange: Exchange): void;
  all(): Exchange[];
}

/**
 * Keeps the exchanges of a recording that is too large to be held whole. Those that carry SAML and their neighbours are
 * kept as they are. Of others (a day of assets and polls) what a page said is let go, and headers that tell nothing
 * about a login: method, address, status, times and cookies stay.
 */
export function createNearKeeper(): NearKeeper {
  const exchanges: Exchange[] = [];
  /** All before it are either near or lightened. */
  let settled = 0;
  let nearUntil = -1;

  return {
    push(exchange) {
      const index = exchanges.push(exchange) - 1;
      if (carriesSaml(exchange)) {
        nearUntil = index + AFTER;
        settled = index + 1;
      }
      for (; settled < index - BEFORE; settled += 1) {
        const far = exchanges[settled];
        if (far !== undefined && settled > nearUntil) exchanges[settled] = lighten(far);
      }
    },
    all: () => exchanges,
  };
}

function lighten(exchange: Exchange): Exchange {
  return {
    ...exchange,
    requestHeaders: exchange.requestHeaders.filter(isTelling),
    requestBody: null,
    responseHeaders: exchange.responseHeaders.filter(isTelling),
    responseText: null,
  };
}

function isTelling({ name }: Header): boolean {
  return TELLING.has(name.toLowerCase());
}
