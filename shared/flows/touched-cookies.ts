import { cookieValue, setCookieValue } from '#shared/http/cookie-values.ts';
import { isSameCookie, readSetCookies, type SetCookie, sentCookieNames } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { endOf, hostOf, isOtherTab } from '#shared/http/navigation.ts';
import { siteOf } from '#shared/http/site.ts';
import type { FlowFacts } from './facts.ts';
import type { ExchangeStep } from './steps.ts';

/** A cookie that was there when a login began, and that another answer of its site set or took away before the delivery. */
export interface TouchedCookie {
  readonly name: string;
  /** Whose answer set it when the login began, or who got it then. */
  readonly own: Exchange;
  /** As it was set then; null where it was there before. */
  readonly was: SetCookie | null;
  /** The value that it had then. To be compared, never shown. */
  readonly value: string;
  /** Whose answer touched it last. */
  readonly by: Exchange;
  /** How. */
  readonly set: SetCookie;
  /** `by` is no page of this login: a picture, a script, a request of a script, or a page in another tab. */
  readonly isBeside: boolean;
  /** It is a page in another tab. */
  readonly isOtherTab: boolean;
}

/**
 * The cookies of the beginning of a login that were set anew or taken away on the way to its delivery, by pages and by what
 * else was recorded of that site: a browser counts every answer (RFC 6265bis 5.7).
 */
export function touchedCookies(facts: FlowFacts, steps: readonly ExchangeStep[]): readonly TouchedCookie[] {
  const { begin, delivery, beside } = facts;
  if (begin === null || delivery === null || hostOf(begin.url) !== hostOf(delivery.url)) return [];
  const others = [...pagesBetween(facts, begin, delivery, steps), ...beside];
  if (others.length === 0) return [];
  const inOrder = others.toSorted((one, other) => (endOf(one) ?? 0) - (endOf(other) ?? 0));
  const aside = new Set(beside);
  return cookiesOf(begin).flatMap(({ name, was, value }) => {
    const touches = inOrder.flatMap((by) =>
      readSetCookies(by)
        .filter((set) => set.name === name && isMeant(set, was, delivery))
        .map((set) => ({ by, set })),
    );
    const last = touches.at(-1);
    return last === undefined ? [] : [lastTouch(begin, { name, was, value }, last, aside)];
  });
}

function lastTouch(
  begin: Exchange,
  cookie: Pick<TouchedCookie, 'name' | 'was' | 'value'>,
  last: Pick<TouchedCookie, 'by' | 'set'>,
  aside: ReadonlySet<Exchange>,
): TouchedCookie {
  return { ...cookie, own: begin, ...last, isBeside: aside.has(last.by), isOtherTab: isOtherTab(begin, last.by) };
}

/** The steps, and those answers between them that are no pages and touched a cookie of the login. */
export function withBeside(steps: readonly ExchangeStep[], touched: readonly TouchedCookie[]): readonly ExchangeStep[] {
  const besides = new Set(touched.filter(({ isBeside }) => isBeside).map(({ by }) => by));
  if (besides.size === 0) return steps;
  const added = [...besides].map((exchange) => ({ role: 'page', exchange, message: null }) as const);
  return [...steps, ...added].toSorted((one, other) => (one.exchange.startedAt ?? 0) - (other.exchange.startedAt ?? 0));
}

function pagesBetween(
  facts: FlowFacts,
  begin: Exchange,
  delivery: Exchange,
  steps: readonly ExchangeStep[],
): readonly Exchange[] {
  const site = siteOfUrl(delivery.url);
  const from = facts.request?.exchange?.startedAt ?? begin.startedAt ?? 0;
  const until = delivery.startedAt ?? Number.POSITIVE_INFINITY;
  return steps
    .map(({ exchange }) => exchange)
    .filter(
      (each) =>
        each !== begin &&
        each !== delivery &&
        siteOfUrl(each.url) === site &&
        (each.startedAt ?? 0) >= from &&
        (endOf(each) ?? 0) <= until,
    );
}

function siteOfUrl(url: string): string {
  return siteOf(URL.parse(url)?.hostname ?? '');
}

/** What the beginning set, else what came with it. */
function cookiesOf(begin: Exchange): readonly Pick<TouchedCookie, 'name' | 'was' | 'value'>[] {
  const set = readSetCookies(begin).filter(({ removes }) => !removes);
  const names = new Set(readSetCookies(begin).map(({ name }) => name));
  const sent = [...sentCookieNames(begin)].filter((name) => !names.has(name));
  return [
    ...set.map((was) => ({ name: was.name, was, value: setCookieValue(begin, was.name) ?? '' })),
    ...sent.map((name) => ({ name, was: null, value: cookieValue(begin, name) ?? '' })),
  ];
}

/** Another value may come before the first one under any Path; a removal takes away that very cookie, and no other. */
function isMeant(set: SetCookie, was: SetCookie | null, delivery: Exchange): boolean {
  const host = URL.parse(delivery.url)?.hostname ?? '';
  const isThere = set.domain === null ? set.host === host : host === set.domain || host.endsWith(`.${set.domain}`);
  if (!isThere) return false;
  return set.removes && was !== null ? isSameCookie(was, set) : true;
}
