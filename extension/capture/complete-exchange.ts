import type { Exchange, ExchangeTab, RequestBody } from '#shared/http/exchange.ts';

/**
 * Puts together what is known of one exchange and what came later, from the same source or the other one: whichever
 * of two says more. The id stays. Neither side ever takes away what the other one knew.
 */
export function completeExchange(known: Exchange, news: Exchange): Exchange {
  return {
    id: known.id,
    startedAt: known.startedAt ?? news.startedAt,
    duration: (known.status === null ? news.duration : null) ?? known.duration ?? news.duration,
    method: known.method,
    url: known.url,
    requestHeaders: longer(known.requestHeaders, news.requestHeaders),
    requestBody: fuller(known.requestBody, news.requestBody),
    status: known.status ?? news.status,
    statusText: known.statusText || news.statusText,
    responseHeaders: longer(known.responseHeaders, news.responseHeaders),
    redirectUrl: known.redirectUrl ?? news.redirectUrl,
    responseText: known.responseText ?? news.responseText,
    error: answered(known) || answered(news) ? null : (known.error ?? news.error),
    source: known.source === 'webrequest' ? news.source : known.source,
    tab: fullerTab(known.tab, news.tab),
  };
}

/** A service worker's fetch of a page is broken off at a redirect that the browser then follows itself. */
function answered({ status, error }: Exchange): boolean {
  return status !== null && error === null;
}

function longer<Item>(known: readonly Item[], news: readonly Item[]): readonly Item[] {
  return news.length > known.length ? news : known;
}

/** The text as sent comes before parameters that a browser decoded, unless it was cut off: whole, it cannot be shorter than these. */
function fuller(known: RequestBody | null, news: RequestBody | null): RequestBody | null {
  if (known === null || news === null) return known ?? news;
  const [first, second] = known.text === null && news.text !== null ? [news, known] : [known, news];
  const body = bodyChars(second) > bodyChars(first) ? second : first;
  return body.mimeType === null ? { ...body, mimeType: known.mimeType ?? news.mimeType } : body;
}

/** Characters of a body: of its text, or of the values of its parameters. */
export function bodyChars(body: RequestBody | null): number {
  if (body === null) return 0;
  return body.text?.length ?? (body.params ?? []).reduce((sum, { value }) => sum + value.length, 0);
}

/** `webRequest` names the frame, the developer tools only the tab. */
function fullerTab(known: ExchangeTab | null, news: ExchangeTab | null): ExchangeTab | null {
  return known === null || (known.frameId < 0 && news !== null && news.frameId >= 0) ? news : known;
}
