import type { Exchange, RequestBody } from '#shared/http/exchange.ts';

/** How far apart two sources may see the beginning of one request, in milliseconds. */
const APART = 2_000;
/** As much of a value as tells two messages apart: they differ in their ID, near the beginning; a browser may have cut off the rest. */
const HEAD = 512;

/**
 * From where an exchange was seen. One request is seen at most once from each: by the developer tools and by
 * `webRequest`, and by each of them a second time where the page's own service worker fetches it.
 */
export function vantageOf({ source, tab }: Exchange): string {
  const byWorker = source === 'devtools' ? tab?.type === 'fetch' : tab?.tabId === -1;
  return byWorker ? `${source}, service worker` : source;
}

/**
 * Whether two exchanges, seen from different places, are one request: no id is shared, so method, URL, tab, body and
 * time decide. Gives how far apart they began, in milliseconds; null where they are not the same.
 */
export function requestDistance(one: Exchange, other: Exchange): number | null {
  if (one.method !== other.method || one.url !== other.url) return null;
  if (one.startedAt === null || other.startedAt === null) return null;
  const apart = Math.abs(one.startedAt - other.startedAt);
  return apart <= APART && sameTab(one, other) && sameBody(one.requestBody, other.requestBody) ? apart : null;
}

/** A request of a page's service worker belongs to no tab in `webRequest`, to the page's in the developer tools. */
function sameTab(one: Exchange, other: Exchange): boolean {
  const first = one.tab?.tabId ?? -1;
  const second = other.tab?.tabId ?? -1;
  return first === second || first === -1 || second === -1;
}

function sameBody(one: RequestBody | null, other: RequestBody | null): boolean {
  if (one === null || other === null) return true;
  const first = firstParameter(one);
  if (first === null) return true;
  const second = valueHead(other, first.name);
  return second === null || second === first.value;
}

/** The first parameter's name, and the beginning of its value. Text comes first: Chrome's developer tools give parameters still escaped. */
function firstParameter(body: RequestBody): { readonly name: string; readonly value: string } | null {
  const [first] = body.text === null ? (body.params ?? []) : pairsOf(body.text.slice(0, 4 * HEAD));
  return first === undefined ? null : { name: first.name, value: first.value.slice(0, HEAD) };
}

function valueHead(body: RequestBody, name: string): string | null {
  const pairs = body.text === null ? (body.params ?? []) : pairsOf(body.text);
  return pairs.find((pair) => pair.name === name)?.value.slice(0, HEAD) ?? null;
}

function pairsOf(text: string): readonly { readonly name: string; readonly value: string }[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
}
