import { asksForAnswerAt } from '#shared/flows/asked-page.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { readSetCookies } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

/** An answer that is posted is not led on by a redirect that makes a GET of it (rfc9110 15.4.2 to 15.4.4). */
export const postBecameGet = defineFlowCheck({
  code: 'post-became-get',
  rank: 6,
  owner: 'sp',
  clause: 'rfc9110 15.4.2, saml-bindings 3.5.4',
  brings: ['flow-broken-off', 'cookie-not-sent', 'login-loop', 'idp-initiated-refused', 'logout-answer-refused'],
  variants: ['slash', 'www', 'scheme', 'downgraded', 'host', 'path', 'prefix'],
  run: (situation) => {
    const posted = postedPart(situation);
    const exchange = posted?.exchange ?? null;
    const target = exchange?.redirectUrl ?? null;
    if (posted === null || exchange === null || target === null) return [];
    const variant = differenceOf(exchange.url, target);
    if (variant === null || isTaken(exchange, situation)) return [];
    const words = {
      host: hostOf(exchange.url),
      status: exchange.status ?? 0,
      target: bare(target),
      posted: bare(exchange.url),
      where: asksForAnswerAt(situation.facts.request, exchange.url)
        ? 'at the SP, whose request names it'
        : 'at the IdP',
    };
    return [
      { severity: 'error', variant, part: posted, expected: bare(target), received: bare(exchange.url), facts: words },
    ];
  },
});

/** The last message that was posted and answered by a redirect that browsers follow with a GET. */
function postedPart({ facts }: FlowSituation): FlowPart | null {
  const isLost = ({ exchange, inspected }: FlowPart) =>
    !inspected.announced &&
    exchange?.method === 'POST' &&
    (exchange.status === 301 || exchange.status === 302 || exchange.status === 303);
  const last = facts.parts.findLast(({ exchange, inspected }) => exchange !== null && !inspected.announced) ?? null;
  return last !== null && isLost(last) ? last : null;
}

/** How two addresses of one place differ; null where the redirect leads elsewhere, as after any login. */
function differenceOf(from: string, to: string) {
  const [one, other] = [URL.parse(from), URL.parse(to)];
  if (one === null || other === null) return null;
  const [path, target] = [one.pathname, other.pathname].map((each) => each.toLowerCase().replace(/\/+$/, ''));
  if (path === '' || path === undefined || target === undefined) return null;
  if (path !== target) return one.host === other.host && target.endsWith(path) ? 'prefix' : null;
  if (one.hostname !== other.hostname) {
    const isWww = one.hostname.replace(/^www\./, '') === other.hostname.replace(/^www\./, '');
    return isWww ? 'www' : 'host';
  }
  if (one.protocol !== other.protocol) return other.protocol === 'http:' ? 'downgraded' : 'scheme';
  if (one.pathname.endsWith('/') !== other.pathname.endsWith('/')) return 'slash';
  if (one.port !== other.port) return 'host';
  return one.pathname === other.pathname ? null : 'path';
}

/** The answer was read before the redirect, or what came after it was no refusal and had a session. */
function isTaken(posted: Exchange, { facts }: FlowSituation): boolean {
  const landed = facts.landing.at(-1);
  if (landed !== undefined && (landed.status ?? 0) >= 400) return false;
  return readSetCookies(posted).some(({ removes, name }) => !removes && /sess|auth|sid|token|login/i.test(name));
}

function bare(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
