import type { Exchange, Header } from '#shared/http/exchange.ts';

/** So many different headers are remembered: those of a page's requests come again within a few hundred. */
const MOST = 4_096;

/**
 * Gives exchanges whose equal headers are one and the same object. A recording of a day says a browser's name and its
 * cookies a hundred thousand times over: held once, it is a fraction of its size, here and wherever it is sent on.
 */
export function createHeaderSharer(): (exchange: Exchange) => Exchange {
  const known = new Map<string, Map<string, Header>>();
  let count = 0;

  const share = (header: Header): Header => {
    const { name, value } = header;
    const before = known.get(name)?.get(value);
    if (before !== undefined) return before;
    if (count === MOST) {
      known.clear();
      count = 0;
    }
    count += 1;
    const values = known.get(name);
    if (values === undefined) known.set(name, new Map([[value, header]]));
    else values.set(value, header);
    return header;
  };
  return (exchange) => ({
    ...exchange,
    requestHeaders: exchange.requestHeaders.map(share),
    responseHeaders: exchange.responseHeaders.map(share),
  });
}
