import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { CarriedBySoap, Logout } from '#shared/logout/logout.ts';

/** saml-bindings 3.2 */
const MIME_TYPE = 'text/xml; charset=utf-8';

/** What servers asked each other in a logout, past the browser, as our own trace; null: nothing is kept of it. */
export function traceOfLogout({ reference, idp }: Logout): string | null {
  const carried = idp?.carried ?? [];
  if (carried.length === 0) return null;
  return writeOwnTrace(carried.map((each, index) => exchangeOf(each, `logout-${reference}-${index + 1}`)));
}

function exchangeOf({ at, end, url, sent, came, status, error }: CarriedBySoap, id: string): Exchange {
  return {
    ...{ id, startedAt: at, duration: Math.max(0, end - at), method: 'POST', url },
    requestHeaders: [{ name: 'Content-Type', value: MIME_TYPE }],
    requestBody: sent === null ? null : { mimeType: MIME_TYPE, text: sent, params: null },
    ...{ status, statusText: '', redirectUrl: null, responseText: came, error },
    responseHeaders: came === null ? [] : [{ name: 'Content-Type', value: MIME_TYPE }],
    ...{ source: 'companion', tab: null },
  };
}
