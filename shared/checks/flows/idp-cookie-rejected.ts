import { saidNo } from '#shared/flows/answer-said.ts';
import { readSetCookies, type SetCookie, sentCookieNames, whyNotSent } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName } from '../engine/situation.ts';

/** For these browsers never keep a cookie, wherever it would have to go. */
const REASONS = ['none-insecure', 'host-prefix', 'secure-prefix', 'http-prefix'] as const;

type Reason = (typeof REASONS)[number];

/** What the IdP sets while somebody logs in there is kept by the browser, and comes with the form that is sent. */
export const idpCookieRejected = defineFlowCheck({
  code: 'idp-cookie-rejected',
  rank: 75,
  owner: 'idp',
  clause: 'rfc6265bis 5.7',
  brings: ['flow-broken-off'],
  variants: REASONS,
  run: ({ facts: { request, answer, kind }, steps }) => {
    const asked = request?.exchange ?? null;
    if (kind !== 'login' || asked === null) return [];
    const there = steps.map(({ exchange }) => exchange).filter(({ url }) => hostOf(url) === hostOf(asked.url));
    const found = there.flatMap((exchange, at) => rejectedBy(exchange, there.slice(at + 1)));
    const [first] = found;
    if (first === undefined) return [];
    const { cookie, reason, without } = first;
    const isRefused = answer === null && saidNo(without) !== null;
    const severity = answer !== null ? 'info' : isRefused ? 'error' : 'warning';
    const facts = { cookie: cookie.name, host: hostName(asked) };
    return [{ severity, variant: reason, part: request, facts, received: `${without.method} without it` }];
  },
});

interface Rejected {
  readonly cookie: SetCookie;
  readonly reason: Reason;
  /** The first form or request that came without it. */
  readonly without: Exchange;
}

/** What one answer sets that no later request to its host brings back. */
function rejectedBy(exchange: Exchange, later: readonly Exchange[]): readonly Rejected[] {
  const [without] = later;
  const url = without === undefined ? null : URL.parse(without.url);
  if (without === undefined || url === null) return [];
  return readSetCookies(exchange).flatMap((cookie) => {
    if (cookie.removes || later.some((each) => sentCookieNames(each).has(cookie.name))) return [];
    const why = whyNotSent(cookie, {
      url,
      method: without.method,
      crossSite: false,
      framed: false,
      at: without.startedAt,
    });
    const reason = REASONS.find((each) => each === why);
    return reason === undefined ? [] : [{ cookie, reason, without }];
  });
}
