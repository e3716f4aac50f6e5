import type { Exchange, ExchangeTab, RequestBody } from '#shared/http/exchange.ts';
import { essenceOf, headerValue } from '#shared/http/exchange-parts.ts';
import { readMultipart } from '#shared/wire/read-multipart.ts';
import { redactAnswer } from './redact-answer.ts';
import { redactHeaders } from './redact-headers.ts';
import { redactXmlOrNull } from './redact-page.ts';
import type { Redactor } from './redactor.ts';
import { sizeClass } from './unreadable.ts';

const METHOD = /^(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH|CONNECT|TRACE|)$/;
const BROWSER_ERROR = /^(?:(?:net::)?ERR_[A-Z_]{1,60}|NS_[A-Z_]{1,60}|This entry of the file holds no request\.)$/;
const REASON =
  /^(?:|OK|Created|Accepted|No Content|Moved Permanently|Found|See Other|Not Modified|Temporary Redirect|Permanent Redirect|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Conflict|Gone|Payload Too Large|URI Too Long|Unprocessable Entity|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout)$/i;

/** One exchange, field by field: what is not named here does not come out. */
export function redactExchange(exchange: Exchange, id: string, redactor: Redactor): Exchange {
  const { startedAt, duration, method, url, status, statusText, error, source, tab } = exchange;
  return {
    id,
    startedAt,
    duration,
    method: METHOD.test(method) ? method : redactor.value(method, 'header'),
    url: redactor.url(url, 'kept'),
    requestHeaders: redactHeaders(exchange.requestHeaders, redactor),
    requestBody: exchange.requestBody === null ? null : redactBody(exchange.requestBody, exchange, redactor),
    status,
    statusText: REASON.test(statusText) ? statusText : '',
    responseHeaders: redactHeaders(exchange.responseHeaders, redactor),
    redirectUrl: exchange.redirectUrl === null ? null : redactor.url(exchange.redirectUrl, 'kept'),
    responseText: redactAnswer(exchange, redactor),
    error: error === null || BROWSER_ERROR.test(error) ? error : redactor.value(error, 'text'),
    source,
    tab: tab === null ? null : redactTab(tab, redactor),
  };
}

/** The names of Firefox's own containers stay. */
function redactTab({ tabId, frameId, type, incognito, cookieStoreId }: ExchangeTab, redactor: Redactor): ExchangeTab {
  const isOwn = cookieStoreId === null || /^firefox-(?:default|private|container-\d{1,3})$/.test(cookieStoreId);
  return {
    tabId,
    frameId,
    type: /^[a-z_]{0,20}$/.test(type) ? redactor.kept(type) : '',
    incognito,
    cookieStoreId: isOwn ? cookieStoreId : redactor.value(cookieStoreId, 'id'),
  };
}

/** A multipart body is kept as its fields. */
function redactBody({ mimeType, text, params }: RequestBody, exchange: Exchange, redactor: Redactor): RequestBody {
  const type = mimeType ?? headerValue(exchange.requestHeaders, 'content-type') ?? '';
  const fields = text === null ? null : readMultipart(text);
  if (fields !== null) {
    return { mimeType: 'multipart/form-data', text: null, params: redactor.parameters(fields) };
  }
  return {
    mimeType: mimeType === null ? null : redactMimeType(mimeType),
    text: text === null ? null : redactBodyText(text, essenceOf(type), redactor),
    params: params === null ? null : redactor.parameters(params),
  };
}

/** A boundary and the like say nothing that is needed. */
function redactMimeType(mimeType: string): string {
  const plain = /^[a-z]+\/[\w.+-]{1,60}(?:\s*;\s*charset="?[\w-]{1,20}"?)?/i.exec(mimeType);
  return plain?.[0] ?? '';
}

/** A form is redacted as one, XML as XML; of any other body only its size is told. */
function redactBodyText(text: string, mimeType: string, redactor: Redactor): string {
  const xml = /^\s*</.test(text) ? redactXmlOrNull(text, redactor) : null;
  if (xml !== null) return xml;
  if (mimeType === '' || mimeType === 'application/x-www-form-urlencoded') return redactor.query(text, 'form');
  redactor.count('text');
  return `(a body of ${sizeClass(text.length)})`;
}
