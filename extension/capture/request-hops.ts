import type { Exchange, Header } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { isXml, readRequestBody } from './read-request-body.ts';
import { redirectedMethod } from './redirected-method.ts';
import type { DetailHeader, RequestDetails, RequestPhase } from './request-details.ts';

/** One hop of a redirect chain: `webRequest` gives the whole chain one request id. */
export interface Hop {
  readonly requestId: string;
  readonly exchange: Exchange;
  /** Answered or failed. A redirected hop stays known until the next one begins, which needs its method and body. */
  readonly closed: boolean;
  /** Worth telling of: a page's load, or anything that carries SAML. */
  readonly kept: boolean;
  /** What was not given of its body, in words for a person, where that matters only once its type is known; null for nothing. */
  readonly bodyGap: string | null;
}

/** What one event of `webRequest` led to. */
export interface HopStep {
  readonly hop: Hop;
  readonly gap: string | null;
}

/** Page loads are kept even without SAML: they are the neighbours by which a flow is understood. */
const PAGE_TYPES = new Set(['main_frame', 'sub_frame']);

/**
 * Works out what an event means, given the hop that its request is at (null for none). Gives null where nothing follows:
 * the event belongs to a request whose beginning was not seen, or was told already. A browser tells an event again when
 * the worker died before it had dealt with it.
 */
export function advance(known: Hop | null, phase: RequestPhase, details: RequestDetails): HopStep | null {
  if (phase === 'begin') return known?.exchange.id === idOf(details) ? null : beginHop(known, details);
  if (known === null || known.closed || known.exchange.url !== details.url) return null;
  const exchange = withDetails(known.exchange, phase, details);
  const kept = known.kept || carriesSaml(exchange);
  const hop: Hop = { ...known, exchange, kept, closed: phase !== 'headers' };
  return { hop, gap: phase === 'headers' ? missingBody(hop) : null };
}

function beginHop(previous: Hop | null, details: RequestDetails): HopStep {
  const method = previous === null ? details.method : methodAfter(previous, details);
  const read = method === 'GET' || method === 'HEAD' ? { body: null, gap: null } : readRequestBody(details.requestBody);
  const requestBody = read.body ?? carriedBody(previous, method);
  const exchange = makeExchange({
    id: idOf(details),
    startedAt: details.timeStamp,
    method,
    url: details.url,
    requestBody,
    source: 'webrequest',
    tab: tabOf(details),
  });
  const kept = PAGE_TYPES.has(details.type) || carriesSaml(exchange);
  const [gap, bodyGap] = kept ? [read.gap, null] : [null, read.gap];
  return { hop: { requestId: details.requestId, exchange, closed: false, kept, bodyGap }, gap };
}

/**
 * Firefox does not say how a page's own service worker answered: a redirect of no known status that sends no body again was
 * one that changes POST into GET.
 */
function methodAfter({ exchange: { method, status } }: Hop, { requestBody }: RequestDetails): string {
  if (status === null && method === 'POST' && !requestBody) return 'GET';
  return redirectedMethod(method, status);
}

/** Of one hop: the same when the browser tells of it again, another for the next hop. */
function idOf({ requestId, timeStamp }: RequestDetails): string {
  return `w${requestId}-${timeStamp}`;
}

/** A 307 or 308 sends the body again, and not every browser says so again (rfc9110 15.4.8). */
function carriedBody(previous: Hop | null, method: string): Exchange['requestBody'] {
  return previous !== null && method === previous.exchange.method && method !== 'GET'
    ? previous.exchange.requestBody
    : null;
}

/**
 * A body that was sent and not given: Firefox gives extensions none above 1 MiB. Of what a script sends, as scripts send
 * all sorts of things, only XML is worth a word.
 */
function missingBody({ exchange: { requestBody, requestHeaders }, kept, bodyGap }: Hop): string | null {
  if (!kept) return isXml(requestHeaders) ? bodyGap : null;
  const length = Number(requestHeaders.find(({ name }) => name.toLowerCase() === 'content-length')?.value ?? 0);
  return requestBody === null && length > 0 ? `the browser gave none of the body's ${length} bytes.` : null;
}

function tabOf(details: RequestDetails): Exchange['tab'] {
  const { tabId, frameId, type, incognito = null, cookieStoreId = null } = details;
  return { tabId, frameId, type, incognito, cookieStoreId };
}

function withDetails(exchange: Exchange, phase: RequestPhase, details: RequestDetails): Exchange {
  if (phase === 'headers') return withRequestHeaders(exchange, toHeaders(details.requestHeaders));
  const duration = exchange.startedAt === null ? null : details.timeStamp - exchange.startedAt;
  if (phase === 'error') return { ...exchange, duration, error: details.error ?? 'failed' };
  return {
    ...exchange,
    duration,
    // 0 is Firefox's word for an answer of a page's own service worker.
    status: details.statusCode || null,
    statusText: reasonOf(details.statusLine),
    responseHeaders: toHeaders(details.responseHeaders),
    redirectUrl: phase === 'redirect' ? (details.redirectUrl ?? null) : null,
  };
}

function withRequestHeaders(exchange: Exchange, requestHeaders: readonly Header[]): Exchange {
  const mimeType = requestHeaders.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? null;
  const requestBody = exchange.requestBody && { ...exchange.requestBody, mimeType };
  return { ...exchange, requestHeaders, requestBody };
}

function toHeaders(headers: readonly DetailHeader[] = []): readonly Header[] {
  return headers.map(({ name, value, binaryValue }) => ({ name, value: value ?? bytesText(binaryValue) }));
}

function bytesText(bytes: DetailHeader['binaryValue']): string {
  if (bytes === undefined) return '';
  return new TextDecoder().decode(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : Uint8Array.from(bytes));
}

/** `HTTP/1.1 302 Found` -> `Found`. */
function reasonOf(statusLine = ''): string {
  return statusLine.split(' ').slice(2).join(' ');
}
