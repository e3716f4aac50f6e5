import type { Exchange, Header, RequestBody } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';

/**
 * A HAR 1.2 as JSON text that other tools can open. What HAR has no field for (our id, the tab, an unknown
 * time) stands in `_saml`, from which `readHar` takes it back.
 */
export function writeHar(exchanges: readonly Exchange[]): string {
  const log = { version: '1.2', creator: { name: 'SAML Workbench', version: '1' }, entries: exchanges.map(toEntry) };
  return JSON.stringify({ log }, null, 2);
}

function toEntry(exchange: Exchange): object {
  const { id, source, startedAt, duration, error, tab } = exchange;
  return {
    startedDateTime: toIsoTime(startedAt),
    time: duration ?? 0,
    request: toRequest(exchange),
    response: toResponse(exchange),
    cache: {},
    timings: { send: 0, wait: duration ?? 0, receive: 0 },
    _saml: { id, source, startedAt, duration, error, tab },
  };
}

/** HAR demands a time: 1970 stands for none, and `_saml.startedAt` says null. */
function toIsoTime(time: number | null): string {
  const date = new Date(time ?? 0);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

function toRequest(exchange: Exchange): object {
  const { method, url, requestHeaders, requestBody } = exchange;
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: requestHeaders,
    queryString: queryOf(url),
    ...(requestBody === null ? {} : { postData: toPostData(requestBody) }),
    headersSize: -1,
    bodySize: requestBody?.text?.length ?? -1,
  };
}

function queryOf(url: string): readonly Header[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

function toPostData(body: RequestBody): object {
  return {
    mimeType: body.mimeType ?? '',
    ...(body.text === null ? {} : { text: body.text }),
    ...(body.params === null ? {} : { params: body.params }),
  };
}

function toResponse(exchange: Exchange): object {
  const { status, statusText, responseHeaders, redirectUrl, responseText, error } = exchange;
  const mimeType = headerValue(responseHeaders, 'content-type') ?? (responseText === null ? '' : 'text/html');
  return {
    status: status ?? 0,
    statusText,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: responseHeaders,
    content: { size: responseText?.length ?? 0, mimeType, ...(responseText === null ? {} : { text: responseText }) },
    redirectURL: redirectUrl ?? '',
    headersSize: -1,
    bodySize: -1,
    ...(error === null ? {} : { _error: error }),
  };
}
