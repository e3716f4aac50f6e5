import type { Exchange, Header } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';

/** How many exchanges before and behind one that carries SAML are near it: a login may begin, be answered or fail in them. */
export interface Nearness {
  readonly before: number;
  readonly after: number;
}

/** What is kept of the headers of an exchange that is far from all SAML: where it led, and what became of cookies. */
const TELLING = new Set(['content-type', 'cookie', 'date', 'host', 'location', 'origin', 'referer', 'set-cookie']);

/** Exchanges as they come, of which those far from all SAML are lightened. */
export interface NearKeeper {
  /** The next in the order of the file. Gives those of which it is settled by now whether they are near, in order. */
  push(exchange: Exchange): readonly Exchange[];
  /** Those that are left when the file has ended. */
  end(): readonly Exchange[];
}

/**
 * Tells the exchanges of a recording that is too large to be held whole from those that are not. Those that carry SAML and
 * their neighbours are kept as they are. Of others (a day of assets and polls) what a page said is let go, and headers that
 * tell nothing about a login: method, address, status, times and cookies stay.
 */
export function createNearKeeper({ before, after }: Nearness): NearKeeper {
  /** What is not settled yet: nothing in it carries SAML, but what is near already has gone. */
  let waiting: Exchange[] = [];
  let nearLeft = 0;

  return {
    push(exchange) {
      waiting.push(exchange);
      if (carriesSaml(exchange)) {
        nearLeft = after;
        return take(waiting.length);
      }
      if (nearLeft > 0) {
        nearLeft -= 1;
        return take(waiting.length);
      }
      return waiting.length > before ? take(1).map(lighten) : [];
    },
    end: () => take(waiting.length).map(lighten),
  };

  function take(count: number): Exchange[] {
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return taken;
  }
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
