import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import { cookieValue, setCookieValue } from '#shared/http/cookie-values.ts';
import { readSetCookies, type SetCookie, sentCookieNames } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, refusingExchange } from '../engine/situation.ts';
import { isLooping, loginRun } from './repeated-login.ts';

/**
 * The SP's cookies are its own: no other application of the same host sets one of the same name meanwhile, and what it
 * takes away it takes away where it was set (a cookie is another one under another Path or Domain, RFC 6265bis 5.7).
 */
export const cookieMixedUp = defineFlowCheck({
  code: 'cookie-mixed-up',
  rank: 68,
  owner: 'sp',
  clause: 'rfc6265bis 5.7',
  brings: ['login-loop'],
  variants: ['overwritten', 'not-removed'],
  run: (situation) => {
    const { facts } = situation;
    if (facts.kind === 'logout') return notRemoved(situation);
    const refusal = refusingExchange(facts);
    const isLost = (refusal !== null && maySpeakOfSession(refusal)) || isLooping(loginRun(situation));
    const over = isLost ? overwritten(situation) : null;
    if (over === null) return [];
    const words = { cookie: over.name, host: hostName(facts.delivery), by: folderOf(over.by), own: folderOf(over.own) };
    return [{ severity: 'error', variant: 'overwritten', part: facts.answer, facts: words, confidence: 'likely' }];
  },
});

interface Overwritten {
  readonly name: string;
  readonly own: Exchange;
  readonly by: Exchange;
}

/** A cookie that the beginning of the login set, another folder of the host set anew, and the answer came with in that form. */
function overwritten({ facts: { begin, delivery, request }, steps }: FlowSituation): Overwritten | null {
  if (begin === null || delivery === null || hostOf(begin.url) !== hostOf(delivery.url)) return null;
  const from = request?.exchange?.startedAt ?? begin.startedAt ?? 0;
  // The SP’s own steps may well begin a session anew: only what is no part of the login is another application’s.
  const own = new Set([folderOf(begin), folderOf(delivery)]);
  const others = steps
    .map(({ exchange }) => exchange)
    .filter(
      (each) =>
        hostOf(each.url) === hostOf(begin.url) &&
        !own.has(folderOf(each)) &&
        each.redirectUrl === null &&
        (each.startedAt ?? 0) >= from,
    );
  for (const { name, removes } of readSetCookies(begin)) {
    const [mine, sent] = [setCookieValue(begin, name), cookieValue(delivery, name)];
    if (removes || mine === null || sent === null || sent === mine) continue;
    const by = others.findLast((each) => setCookieValue(each, name) === sent);
    if (by !== undefined) return { name, own: begin, by };
  }
  return null;
}

/** The first folder of an address: applications of one host mostly have one each. */
function folderOf({ url }: Exchange): string {
  return `/${URL.parse(url)?.pathname.split('/', 2)[1] ?? ''}`;
}

/** What a logout takes away under another Path or Domain than a login set it, and what still comes after it. */
function notRemoved({ facts, before, steps }: FlowSituation) {
  const logins = before.filter(({ kind }) => kind === 'login');
  const set = logins.flatMap(({ begin, delivery, landing }) => [begin, delivery, ...landing]).flatMap(cookiesOf);
  const own = [...steps.map(({ exchange }) => exchange), ...facts.landing];
  for (const exchange of own) {
    for (const removal of readSetCookies(exchange).filter(({ removes }) => removes)) {
      const same = set.filter(({ name, host }) => name === removal.name && host === removal.host);
      const isMeant = same.some((one) => one.path === removal.path && one.domain === removal.domain);
      const [kept] = same;
      const still = [...facts.landing, ...facts.later].some(
        (each) =>
          each.id !== exchange.id &&
          hostOf(each.url) === hostOf(exchange.url) &&
          sentCookieNames(each).has(removal.name),
      );
      if (kept === undefined || isMeant || !still) continue;
      const words = { cookie: removal.name, host: hostName(exchange), set: placeOf(kept), removed: placeOf(removal) };
      return [
        { severity: 'warning', variant: 'not-removed', part: facts.answer ?? facts.request, facts: words } as const,
      ];
    }
  }
  return [];
}

function cookiesOf(exchange: Exchange | null): readonly SetCookie[] {
  return exchange === null ? [] : readSetCookies(exchange).filter(({ removes }) => !removes);
}

function placeOf({ path, domain }: SetCookie): string {
  return `Path=${path}${domain === null ? '' : `, Domain=${domain}`}`;
}
