import type { Attempt } from '#server/attempts/attempt.ts';
import { renderPage } from '#server/pages/html.ts';
import { COMPANION } from '#server/pages/site.ts';
import { refusalPage } from '#server/web/refusal-page.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';

/** What stands for a secret of ours, which is kept nowhere. */
const NOT_KEPT = 'not-kept';

/**
 * The recording of a login, or of a logout message, as our own trace: what came to us, what we answered, and, when its browser came back, the
 * beginning of its session. What happened at the identity provider nobody here saw. Null: there is no message in it.
 *
 * @param base `https://sp.example/hub`: the connection's address
 */
export function traceOf(attempt: Attempt, base: string): string | null {
  if (attempt.received.form === null) return null;
  const { page, accepted } = attempt;
  const answer = accepted || page === null ? led(`${base}/saml/arrive?token=${NOT_KEPT}`) : refused(page);
  return writeOwnTrace([received(attempt, answer), ...arrivalOf(attempt, base)]);
}

type Answer = Pick<Exchange, 'status' | 'statusText' | 'responseHeaders' | 'redirectUrl' | 'responseText'>;

function received({ received: { at, method, url, form } }: Attempt, answer: Answer): Exchange {
  const head = { ...EMPTY, ...answer, id: 'login-1', startedAt: at, method };
  // By redirect the query is the message (saml-bindings 3.4.4).
  if (method === 'GET') return { ...head, url: `${url}?${form}` };
  const mimeType = 'application/x-www-form-urlencoded';
  return {
    ...head,
    url,
    requestHeaders: [{ name: 'Content-Type', value: mimeType }],
    requestBody: { mimeType, text: form, params: null },
  };
}

/** The second step: the session begins, or is refused; nothing while its browser has not been back. */
function arrivalOf({ arrival, page, accepted, test, received: { at } }: Attempt, base: string): readonly Exchange[] {
  const exchange = { ...EMPTY, id: 'login-2', method: 'GET', url: `${base}/saml/arrive?token=${NOT_KEPT}` };
  if (arrival !== null) {
    const answer = led(arrival.ledTo);
    const cookie = `${arrival.cookie}=${NOT_KEPT}; path=${new URL(base).pathname}; httponly; samesite=lax`;
    const responseHeaders = [...answer.responseHeaders, { name: 'Set-Cookie', value: cookie }];
    return [{ ...exchange, ...answer, startedAt: arrival.at, responseHeaders }];
  }
  const isRefused = accepted && page !== null && test === null;
  return isRefused ? [{ ...exchange, ...refused(page), startedAt: at + 1 }] : [];
}

function led(url: string): Answer {
  const responseHeaders = [{ name: 'Location', value: url }];
  return { status: 303, statusText: 'See Other', responseHeaders, redirectUrl: url, responseText: null };
}

/** The page as it was shown, but for its links. */
function refused({ status, fix, owner, ...page }: NonNullable<Attempt['page']>): Answer {
  const shown = { ...page, ...(fix === null ? {} : { fix }), ...(owner === null ? {} : { owner }) };
  return {
    status,
    statusText: '',
    responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
    redirectUrl: null,
    responseText: renderPage(refusalPage(shown), COMPANION),
  };
}

const EMPTY = {
  duration: null,
  requestHeaders: [],
  requestBody: null,
  error: null,
  source: 'own',
  tab: null,
} as const;
