import * as v from 'valibot';
import { readHar } from '#shared/formats/read-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue, isTellingType } from '#shared/http/exchange-parts.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { isXml } from './read-request-body.ts';

/** One HAR entry of the developer tools, read. */
export interface DevtoolsEntry {
  readonly exchange: Exchange;
  /** Whether its response's text is worth asking for. */
  readonly wantsText: boolean;
  /** Whether it is worth keeping: it carries SAML, or it is a page's load. */
  readonly kept: boolean;
  /** Characters of the body that the browser cut off, 0 for none; `stream` for all of one whose length nobody says. */
  readonly cutOff: number | 'stream';
}

const resourceTypeSchema = v.fallback(v.object({ _resourceType: v.string() }), { _resourceType: '' });
const mimeTypeSchema = v.object({ response: v.object({ content: v.object({ mimeType: v.string() }) }) });

/** Reads a HAR entry as the browser gives it; null where it has no URL of the web. */
export function readDevtoolsEntry(entry: unknown, id: string, tabId: number): DevtoolsEntry | null {
  const read = readHar({ log: { entries: [entry] } })[0];
  if (read === undefined || !/^https?:/.test(read.url)) return null;
  const type = v.parse(resourceTypeSchema, entry)._resourceType;
  const exchange: Exchange = {
    ...read,
    id,
    source: 'devtools',
    tab: { tabId, frameId: -1, type, incognito: null, cookieStoreId: null },
  };
  const mimeType = v.safeParse(mimeTypeSchema, entry);
  return {
    exchange,
    wantsText: mimeType.success && isTellingType(mimeType.output.response.content.mimeType),
    kept: carriesSaml(exchange) || isPageLoad(exchange, type),
    cutOff: cutOff(exchange),
  };
}

/** A page's or frame's load: the browser says so in a header (fetch-metadata 2.3), or in the entry, or a redirect hints at it. */
function isPageLoad({ requestHeaders, method, status }: Exchange, type: string): boolean {
  const mode = headerValue(requestHeaders, 'sec-fetch-mode');
  if (mode !== null) return mode === 'navigate';
  if (type !== '') return type === 'document';
  return method === 'POST' || (status !== null && status >= 300 && status < 400);
}

/**
 * Firefox keeps the first 1 MiB of a body (`devtools.netmonitor.requestBodyLimit`). Chrome gives nothing of a script's body that is
 * a Blob or of some MB: what is not XML by its type is then taken for none of ours.
 */
function cutOff({ method, requestHeaders, requestBody }: Exchange): number | 'stream' {
  const length = headerValue(requestHeaders, 'content-length');
  const sent = Number(length ?? 0);
  const text = requestBody?.text ?? null;
  // A request that may have a body and has none says so by a length of 0 (rfc9110 8.6).
  if (requestBody === null && isXml(requestHeaders)) return length === null && method === 'POST' ? 'stream' : sent;
  // A text that is whole has at least a third of the body's bytes as characters (UTF-8), and one cut off is 1 MiB long.
  return text !== null && text.length >= 1_048_576 && sent > text.length * 1.01 ? sent - text.length : 0;
}
