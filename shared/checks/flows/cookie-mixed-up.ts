import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import type { TouchedCookie } from '#shared/flows/touched-cookies.ts';
import { cookieValue, setCookieValue } from '#shared/http/cookie-values.ts';
import { readSetCookies, type SetCookie, sentCookieNames, whyNotSent } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf, isFramed } from '#shared/http/navigation.ts';
import { isCrossSite } from '#shared/http/site.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, refusingExchange } from '../engine/situation.ts';
import { isLooping, loginRun } from './repeated-login.ts';

/**
 * The SP's cookies are its own: no other application of the same host and no other tab sets one of the same name meanwhile, nothing that is
 * no page sets or takes away the one of a login, and what it takes away it takes away where it was set (a cookie is another one under another Path or Domain, RFC 6265bis 5.7).
 */
export const cookieMixedUp = defineFlowCheck({
  code: 'cookie-mixed-up',
  rank: 68,
  owner: 'sp',
  clause: 'rfc6265bis 5.7',
  brings: ['login-loop', 'cookie-not-sent', 'answered-in-other-tab'],
  variants: [
    'overwritten',
    'overwritten-beside',
    'overwritten-in-tab',
    'changed',
    'removed',
    'removed-in-tab',
    'not-removed',
  ],
  run: (situation) => {
    const { facts } = situation;
    if (facts.kind === 'logout') return notRemoved(situation);
    const refusal = refusingExchange(facts);
    const isLost = (refusal !== null && maySpeakOfSession(refusal)) || isLooping(loginRun(situation));
    const [found] = isLost ? situation.touched.flatMap((each) => lostBy(each, situation)) : [];
    if (found === undefined) return [];
    const { variant, touched } = found;
    const { name, own, by, set, isBeside } = touched;
    const words = {
      cookie: name,
      host: hostName(facts.delivery),
      by: isBeside || variant !== 'overwritten' ? pathOf(by, hostName(facts.delivery)) : folderOf(by),
      own: folderOf(own),
      attributes: attributesOf(set),
    };
    return [{ severity: 'error', variant, part: facts.answer, facts: words, confidence: 'likely' }];
  },
});

type Lost = 'overwritten' | 'overwritten-beside' | 'overwritten-in-tab' | 'changed' | 'removed' | 'removed-in-tab';

/** How the SP lost a cookie that was touched; nothing where it did not. */
function lostBy(
  touched: TouchedCookie,
  { facts: { delivery } }: FlowSituation,
): readonly { readonly variant: Lost; readonly touched: TouchedCookie }[] {
  const { name, own, by, was, value, set, isBeside, isOtherTab } = touched;
  if (delivery === null) return [];
  const sent = cookieValue(delivery, name);
  if (sent === null) {
    if (set.removes) return [{ variant: isOtherTab ? 'removed-in-tab' : 'removed', touched }];
    const isChanged = isKeptBack(set, delivery) && (was === null || !isKeptBack(was, delivery));
    return isChanged ? [{ variant: 'changed', touched }] : [];
  }
  if (set.removes || sent === value || setCookieValue(by, name) !== sent) return [];
  if (isOtherTab) return [{ variant: 'overwritten-in-tab', touched }];
  if (isBeside) return [{ variant: 'overwritten-beside', touched }];
  // The SP’s own steps may well begin a session anew: only what is no part of the login is another application’s.
  const isOwn = [own, delivery].some((each) => folderOf(each) === folderOf(by)) || by.redirectUrl !== null;
  return isOwn ? [] : [{ variant: 'overwritten', touched }];
}

/** Whether browsers do not send it with the answer. */
function isKeptBack(set: SetCookie, delivery: Exchange): boolean {
  const url = URL.parse(delivery.url);
  const crossSite = isCrossSite(delivery, null) === true;
  const { method, startedAt: at } = delivery;
  return url !== null && whyNotSent(set, { url, method, crossSite, framed: isFramed(delivery), at }) !== 'unknown';
}

/** An address without its query, and without the host where that is this one. */
function pathOf({ url }: Exchange, host: string): string {
  const path = URL.parse(url)?.pathname ?? '/';
  return hostOf(url) === host ? path : `${hostOf(url)}${path}`;
}

function attributesOf({ sameSite, secure, path, domain }: SetCookie): string {
  const parts = [`SameSite ${sameSite ?? 'not set'}`, ...(secure ? ['Secure'] : []), `Path ${path}`];
  return [...parts, ...(domain === null ? [] : [`Domain ${domain}`])].join(', ');
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
