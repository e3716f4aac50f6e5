import type { Exchange, Header } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';

/**
 * An export that SAML-tracer 1.x can import: `requestId` a string, both header lists present, redirects with
 * their `Location`. It derives GET messages from `url` again. What its format cannot carry (times, tabs,
 * page texts) is left out.
 *
 * @param messageXml the decoded XML of a posted message by exchange id, which SAML-tracer shows as it stands
 * @param now written as the export's time, in milliseconds
 */
export function writeSamlTracer(
  exchanges: readonly Exchange[],
  messageXml: ReadonlyMap<string, string>,
  now: number,
): string {
  const requests = exchanges.map((exchange) => toRequest(exchange, messageXml.get(exchange.id) ?? null));
  return JSON.stringify({ requests, timestamp: new Date(now).toISOString() }, null, 2);
}

function toRequest(exchange: Exchange, saml: string | null): object {
  const params = exchange.method === 'GET' ? queryOf(exchange.url) : bodyParameters(exchange);
  const tuples = params.map(({ name, value }) => [name, value]);
  const names = new Set(params.map(({ name }) => name));
  return {
    method: exchange.method,
    url: exchange.url,
    requestId: exchange.id,
    requestHeaders: exchange.requestHeaders,
    ...(exchange.method === 'GET' ? { get: tuples } : { postData: groupByName(params), post: tuples }),
    ...protocolOf(names),
    saml,
    samlart: params.find(({ name }) => name === 'SAMLart')?.value ?? null,
    ...(exchange.status === null ? {} : { responseStatus: exchange.status, responseStatusText: statusLine(exchange) }),
    responseHeaders: withLocation(exchange),
  };
}

function queryOf(url: string): readonly Header[] {
  return URL.canParse(url) ? pairsOf(new URL(url).searchParams) : [];
}

function bodyParameters({ requestBody }: Exchange): readonly Header[] {
  return requestBody?.params ?? pairsOf(new URLSearchParams(requestBody?.text ?? ''));
}

function pairsOf(params: URLSearchParams): readonly Header[] {
  return [...params].map(([name, value]) => ({ name, value }));
}

/** No prototype: a parameter may be called `__proto__`. */
function groupByName(params: readonly Header[]): object {
  const groups: Record<string, string[]> = Object.create(null);
  for (const { name, value } of params) {
    const values = groups[name];
    if (values === undefined) groups[name] = [value];
    else values.push(value);
  }
  return groups;
}

function protocolOf(names: ReadonlySet<string>): object {
  if (['SAMLRequest', 'SAMLResponse', 'SAMLart'].some((name) => names.has(name))) return { protocol: 'SAML-P' };
  return ['wa', 'wresult', 'wtrealm'].some((name) => names.has(name)) ? { protocol: 'WS-Fed' } : {};
}

function statusLine({ status, statusText }: Exchange): string {
  return `HTTP/1.1 ${status} ${statusText}`.trimEnd();
}

/** `devtools.network` may know the target of a redirect without its header. */
function withLocation({ responseHeaders, redirectUrl }: Exchange): readonly Header[] {
  if (redirectUrl === null || headerValue(responseHeaders, 'location') !== null) return responseHeaders;
  return [...responseHeaders, { name: 'Location', value: redirectUrl }];
}
