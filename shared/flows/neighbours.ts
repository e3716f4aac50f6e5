import type { Exchange } from '#shared/http/exchange.ts';
import type { ExchangeLog } from '#shared/http/exchange-log.ts';
import { absoluteTarget } from '#shared/http/exchange-parts.ts';
import { endOf, hostOf } from '#shared/http/navigation.ts';
import { onwardOf } from './onward.ts';

/** So many places before and after a flow's own exchanges are looked at for what led to it and what came of it. */
export const REACH = 15;
/** Of a long flow so many places at its beginning and as many at its end. */
const MAX_SPAN = 60;
const MAX_REDIRECTS = 6;
/** A browser follows a redirect at once. */
const REDIRECT_TIME = 2000;
/** A page that leads on may wait until it has been read. */
const PAGE_TIME = 12_000;

/** The exchange whose redirect or form sent the browser to this one; null where it was not recorded. */
export function findBegin(exchange: Exchange, log: ExchangeLog): Exchange | null {
  const place = log.placeOf(exchange.id);
  if (place === null) return null;
  for (let at = place + REACH; at >= Math.max(0, place - REACH); at--) {
    const before = log.at(at);
    if (before === undefined || before.id === exchange.id || !isBefore(before, exchange)) continue;
    if (before.redirectUrl === exchange.url || isFormFor(before, exchange)) return before;
  }
  return null;
}

function isBefore(one: Exchange, other: Exchange): boolean {
  return one.startedAt === null || other.startedAt === null || one.startedAt <= other.startedAt;
}

/** A page that holds a form with a request, on another host than the one that got it. */
function isFormFor(page: Exchange, { method, url }: Exchange): boolean {
  if (method !== 'POST' || page.responseText === null || hostOf(page.url) === hostOf(url)) return false;
  return page.responseText.includes('SAMLRequest');
}

/** The exchanges to which redirects led from this one, in order. */
export function findLanding(exchange: Exchange, log: ExchangeLog): readonly Exchange[] {
  const found: Exchange[] = [];
  let last = exchange;
  while (found.length < MAX_REDIRECTS) {
    const next = followed(last, log);
    if (next === null || found.includes(next) || next.id === exchange.id) break;
    found.push(next);
    last = next;
  }
  return found;
}

/** The exchange that followed a redirect at once; null where it did not redirect, or nobody saw. */
function followed(exchange: Exchange, log: ExchangeLog): Exchange | null {
  const target = absoluteTarget(onwardOf(exchange), exchange.url);
  const place = log.placeOf(exchange.id);
  if (target === null || place === null) return null;
  const bare = target.split('#', 1)[0];
  for (let at = Math.max(0, place - REACH); at <= place + REACH; at++) {
    const next = log.at(at);
    if (next === undefined || next.id === exchange.id || next.url.split('#', 1)[0] !== bare) continue;
    if (isAtOnce(exchange, next, at > place)) return next;
  }
  return null;
}

function isAtOnce(exchange: Exchange, next: Exchange, isLater: boolean): boolean {
  const end = endOf(exchange);
  if (end === null || next.startedAt === null || exchange.startedAt === null) return isLater;
  const most = exchange.redirectUrl === null ? PAGE_TIME : REDIRECT_TIME;
  return next.startedAt >= exchange.startedAt && next.startedAt - end <= most;
}

/**
 * The pages of the same hosts (and of the same tabs, where tabs are known) among a flow's own exchanges, and behind
 * them while it has no answer.
 */
export function placesAround(
  own: readonly Exchange[],
  log: ExchangeLog,
  isOpen: boolean,
  isOthers: (place: number) => boolean,
): readonly Exchange[] {
  const places = own.map(({ id }) => log.placeOf(id)).filter((place) => place !== null);
  if (places.length === 0) return [];
  const ids = new Set(own.map(({ id }) => id));
  const hosts = new Set(own.map(({ url }) => hostOf(url)));
  const tabs = new Set(own.map(({ tab }) => tab?.tabId ?? -1));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const belongs = (exchange: Exchange): boolean =>
    !ids.has(exchange.id) &&
    hosts.has(hostOf(exchange.url)) &&
    (tabs.has(-1) || tabs.has(exchange.tab?.tabId ?? -1)) &&
    !beginsAnother(exchange);
  return spanOf(first, isOpen ? endOfOpen(last, log, isOthers) : last)
    .filter((place) => !isOthers(place))
    .map((place) => log.at(place))
    .filter((exchange) => exchange !== undefined)
    .filter(belongs);
}

/** What comes after a request without an answer belongs to it until another flow begins. */
function endOfOpen(last: number, log: ExchangeLog, isOthers: (place: number) => boolean): number {
  const most = Math.min(last + REACH, log.size() - 1);
  for (let place = last + 1; place <= most; place++) if (isOthers(place)) return place - 1;
  return most;
}

function beginsAnother({ redirectUrl }: Exchange): boolean {
  return redirectUrl !== null && /[?&](?:SAMLRequest=|wa=wsign)/.test(redirectUrl);
}

/** Pages of a host that were asked for after a flow's last exchange and before another flow begins, in order. */
export function placesAfter(
  own: readonly Exchange[],
  host: string,
  log: ExchangeLog,
  isOthers: (place: number) => boolean,
): readonly Exchange[] {
  const places = own.map(({ id }) => log.placeOf(id)).filter((place) => place !== null);
  if (places.length === 0) return [];
  const ids = new Set(own.map(({ id }) => id));
  const first = Math.max(...places) + 1;
  return spanOf(first, endOfOpen(first - 1, log, isOthers))
    .map((place) => log.at(place))
    .filter((exchange) => exchange !== undefined)
    .filter((exchange) => hostOf(exchange.url) === host && !ids.has(exchange.id));
}

/** The exchanges with the same hosts shortly before a flow's own ones, in order. */
export function placesBefore(own: readonly Exchange[], log: ExchangeLog): readonly Exchange[] {
  const places = own.map(({ id }) => log.placeOf(id)).filter((place) => place !== null);
  const first = Math.min(...places);
  if (places.length === 0 || first === 0) return [];
  const hosts = new Set(own.map(({ url }) => hostOf(url)));
  return spanOf(Math.max(0, first - REACH), first - 1)
    .map((place) => log.at(place))
    .filter((exchange) => exchange !== undefined)
    .filter(({ url }) => hosts.has(hostOf(url)));
}

function spanOf(first: number, last: number): readonly number[] {
  const all = last - first + 1;
  if (all <= 2 * MAX_SPAN) return Array.from({ length: all }, (_, index) => first + index);
  return Array.from({ length: 2 * MAX_SPAN }, (_, index) =>
    index < MAX_SPAN ? first + index : last - 2 * MAX_SPAN + 1 + index,
  );
}
