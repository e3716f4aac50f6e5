import {
  type CookieReason,
  isSameCookie,
  readSetCookies,
  type SetCookie,
  sentCookieNames,
  whyNotSent,
} from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf, isFramed } from '#shared/http/navigation.ts';
import { isCrossSite, siteOf } from '#shared/http/site.ts';
import type { FlowFacts } from './facts.ts';
import type { FlowCookie } from './flow.ts';
import type { ExchangeStep } from './steps.ts';

/** Of one flow so many cookies are kept. */
const MAX_COOKIES = 60;

/** A cookie that the service provider relied on and that a request of the flow lacks. */
export interface MissingCookie {
  readonly name: string;
  readonly reason: CookieReason;
  /** Null where it was set before the recording began. */
  readonly set: SetCookie | null;
  readonly exchange: Exchange;
  /** `delivery`: it was there when the flow began; `landing`: it was set with the answer, for what comes after. */
  readonly leg: 'delivery' | 'landing';
}

/**
 * The cookies that were there when the flow began and are missing from the delivery of its answer, and those that
 * were set on the way and are missing from where the browser was sent then. Null where the recording shows no
 * cookies: many tools leave them out, and then nothing can be said. An SP may take a cross-site POST without its cookie
 * and ask for the cookie by a redirect to itself: what comes then is not missing, unless it asks for a login again.
 */
export function missingCookies(facts: FlowFacts, steps: readonly ExchangeStep[]): readonly MissingCookie[] | null {
  const { delivery, landing } = facts;
  // Of what a companion alone has seen no cookie is known.
  if (delivery === null || delivery.source === 'companion') return null;
  if (!steps.some(({ exchange }) => showsCookies(exchange))) return null;
  const earlier = upTo(steps, delivery);
  const before = cookiesBefore(facts, earlier, delivery);
  const missing = missingFrom(delivery, before, 'delivery', earlier.at(-1)?.exchange.url ?? null);
  const recovered = new Set(
    landing
      .filter((each) => hostOf(each.url) === hostOf(delivery.url) && !asksForLogin(each))
      .flatMap((each) => [...sentCookieNames(each)]),
  );
  const crossSite = isCrossSite(delivery, earlier.at(-1)?.exchange.url ?? null);
  const later = landing
    .filter(({ url, source }) => source !== 'companion' && hostOf(url) === hostOf(delivery.url))
    .slice(0, 1);
  const answered = new Map(liveCookies([delivery]).map((set) => [set.name, set]));
  const lacking = missing
    .filter(({ name }) => !recovered.has(name))
    .map((each) => (isLostAnyhow(each, later, delivery) ? { ...each, reason: 'unknown' as const } : each));
  return [
    ...lacking,
    ...later.flatMap((exchange) =>
      missingFrom(
        exchange,
        answered,
        'landing',
        crossSite === true ? (earlier.at(-1)?.exchange.url ?? null) : delivery.url,
      ),
    ),
  ];
}

/** What comes without its cookie from the SP's own redirect as well, where it would go along: the browser has not got it. */
function isLostAnyhow({ name, set }: MissingCookie, later: readonly Exchange[], delivery: Exchange): boolean {
  const isSetAnew = readSetCookies(delivery).some((each) => each.name === name);
  return set !== null && !isSetAnew && later.some((each) => missingIn(each, name, set));
}

function missingIn(exchange: Exchange, name: string, set: SetCookie): boolean {
  const url = URL.parse(exchange.url);
  if (url === null || sentCookieNames(exchange).has(name)) return false;
  const request = { url, method: exchange.method, crossSite: true, framed: isFramed(exchange), at: exchange.startedAt };
  return whyNotSent(set, request) === 'unknown';
}

/** Whether an answer sends the browser to the identity provider with a request. */
function asksForLogin({ redirectUrl, responseText }: Exchange): boolean {
  return (
    /[?&](?:SAMLRequest|wtrealm)=/.test(redirectUrl ?? '') || (responseText?.includes('name="SAMLRequest"') ?? false)
  );
}

function showsCookies({ requestHeaders, responseHeaders }: Exchange): boolean {
  return headerValue(requestHeaders, 'cookie') !== null || headerValue(responseHeaders, 'set-cookie') !== null;
}

function upTo(steps: readonly ExchangeStep[], last: Exchange): readonly ExchangeStep[] {
  const at = steps.findIndex(({ exchange }) => exchange.id === last.id);
  return steps.slice(0, at === -1 ? 0 : at);
}

/** What the SP set before the delivery, and what the browser sent to it when the flow began. */
function cookiesBefore(
  facts: FlowFacts,
  earlier: readonly ExchangeStep[],
  delivery: Exchange,
): ReadonlyMap<string, SetCookie | null> {
  const cookies = new Map<string, SetCookie | null>();
  const host = hostOf(delivery.url);
  if (facts.begin !== null && hostOf(facts.begin.url) === host && coversSameFolder(facts.begin, delivery)) {
    for (const name of sentCookieNames(facts.begin)) cookies.set(name, null);
  }
  // What a frame of the SP set before the login went on in the whole window.
  for (const page of facts.lead.filter((each) => isFramed(each) && hostOf(each.url) === host)) {
    for (const set of readSetCookies(page)) if (set.inFrame && !set.removes) cookies.set(set.name, set);
  }
  const site = siteOf(URL.parse(delivery.url)?.hostname ?? '');
  const own = earlier.filter(({ exchange }) => siteOf(URL.parse(exchange.url)?.hostname ?? '') === site);
  const exchanges = own
    .map(({ exchange }) => exchange)
    .filter((exchange) => exchange === facts.begin || hostOf(exchange.url) === host);
  for (const exchange of exchanges) {
    for (const set of readSetCookies(exchange)) {
      if (set.removes && !set.isBornExpired) cookies.delete(set.name);
      else cookies.set(set.name, set);
    }
  }
  return changedBeside(cookies, facts.beside);
}

/** What is no page brings no cookie of the login, but may change one. */
function changedBeside(
  cookies: ReadonlyMap<string, SetCookie | null>,
  beside: readonly Exchange[],
): ReadonlyMap<string, SetCookie | null> {
  const changed = new Map(cookies);
  for (const set of beside.flatMap(readSetCookies)) {
    const known = changed.get(set.name);
    if (known === undefined || (known !== null && !isSameCookie(known, set))) continue;
    if (set.removes) changed.delete(set.name);
    else changed.set(set.name, set);
  }
  return changed;
}

/** A cookie whose path nobody saw can be expected only where the first folder is the same. */
function coversSameFolder(one: Exchange, other: Exchange): boolean {
  const folder = ({ url }: Exchange) => URL.parse(url)?.pathname.split('/', 2)[1];
  return folder(one) === folder(other);
}

/** What is left after the later of two settings of one name. */
function liveCookies(exchanges: readonly Exchange[]): readonly SetCookie[] {
  const cookies = new Map<string, SetCookie>();
  for (const set of exchanges.flatMap(readSetCookies)) {
    if (set.removes) cookies.delete(set.name);
    else cookies.set(set.name, set);
  }
  return [...cookies.values()];
}

function missingFrom(
  exchange: Exchange,
  cookies: ReadonlyMap<string, SetCookie | null>,
  leg: MissingCookie['leg'],
  cause: string | null,
): readonly MissingCookie[] {
  const sent = sentCookieNames(exchange);
  const url = URL.parse(exchange.url);
  if (url === null) return [];
  const crossSite = isCrossSite(exchange, cause) === true;
  const request = { url, method: exchange.method, crossSite, framed: isFramed(exchange), at: exchange.startedAt };
  return [...cookies]
    .filter(([name]) => !sent.has(name))
    .slice(0, MAX_COOKIES)
    .map(([name, set]) => ({ name, set, exchange, leg, reason: set === null ? 'unknown' : whyNotSent(set, request) }));
}

/** The service provider's cookies while the flow ran, as the report shows them. */
export function toFlowCookies(
  steps: readonly ExchangeStep[],
  spHosts: ReadonlySet<string>,
  missing: readonly MissingCookie[],
): readonly FlowCookie[] {
  const cookies = new Map<string, { set: SetCookie | null; host: string; sentBy: string[] }>();
  for (const { exchange } of steps) {
    const host = hostOf(exchange.url);
    if (!spHosts.has(host)) continue;
    for (const name of sentCookieNames(exchange)) entryOf(cookies, name, host).sentBy.push(exchange.id);
    for (const set of readSetCookies(exchange)) if (!set.removes) entryOf(cookies, set.name, host).set = set;
  }
  return [...cookies].slice(0, MAX_COOKIES).map(([key, { set, host, sentBy }]) => {
    const name = key.slice(key.indexOf(' ') + 1);
    return {
      name,
      host,
      setBy: set?.setBy ?? null,
      bytes: set?.bytes ?? null,
      sameSite: set?.sameSite ?? null,
      secure: set?.secure ?? null,
      sentBy,
      missing: missing
        .filter((each) => each.name === name)
        .map(({ exchange, reason }) => ({ exchange: exchange.id, reason })),
    };
  });
}

function entryOf(
  cookies: Map<string, { set: SetCookie | null; host: string; sentBy: string[] }>,
  name: string,
  host: string,
): { set: SetCookie | null; host: string; sentBy: string[] } {
  const key = `${host} ${name}`;
  const entry = cookies.get(key) ?? { set: null, host, sentBy: [] };
  cookies.set(key, entry);
  return entry;
}
