import { frameAncestorsAgainst, namesFrameAncestors } from '#shared/http/content-policy.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf, isFramed } from '#shared/http/navigation.ts';
import { isCrossSite } from '#shared/http/site.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

/** What a login or logout shows in a frame may be shown there. */
export const frameRefused = defineFlowCheck({
  code: 'frame-refused',
  rank: 3,
  owner: 'sp',
  clause: 'csp3 6.4.3, rfc7034 2.1',
  brings: ['flow-broken-off', 'cookie-not-sent', 'logout-without-cookies'],
  variants: ['login', 'logout', 'blocked', 'logout-blocked'],
  run: (situation) => {
    const { facts, steps } = situation;
    if (facts.delivery !== null) return [];
    for (const { exchange } of steps.toReversed()) {
      const rule = isFramed(exchange) ? refusalOf(exchange, situation) : null;
      if (rule === null) continue;
      const isLogout = facts.kind === 'logout';
      const isTold = rule !== '';
      const variant = isLogout ? (isTold ? 'logout' : 'logout-blocked') : isTold ? 'login' : 'blocked';
      const words = { host: hostOf(exchange.url), rule };
      const received = isTold ? rule : exchange.error;
      return [{ severity: 'error', variant, part: facts.request, received, facts: words }];
    }
    return [];
  },
});

/** What of an answer forbids the frame; '' where only the browser says that it does, null where nothing does. */
function refusalOf(exchange: Exchange, { steps }: FlowSituation): string | null {
  if (/ERR_BLOCKED_BY_RESPONSE/.test(exchange.error ?? '')) return '';
  if (exchange.status === null || exchange.redirectUrl !== null) return null;
  const list = frameAncestorsAgainst(exchange, embedderOf(exchange, steps));
  if (list !== null) return `Content-Security-Policy: frame-ancestors ${list}`;
  if (namesFrameAncestors(exchange)) return null;
  const option = headerValue(exchange.responseHeaders, 'x-frame-options') ?? '';
  // Two servers on the way may each have added it.
  const values = new Set(option.split(',').map((value) => value.trim().toLowerCase()));
  if (values.has('deny')) return `X-Frame-Options: ${option}`;
  const isForeign = isCrossSite(exchange, embedderOf(exchange, steps)) === true;
  return values.has('sameorigin') && isForeign ? `X-Frame-Options: ${option}` : null;
}

/** The page around the frame: what the request says of it, else the last page of the whole window. */
function embedderOf(exchange: Exchange, steps: FlowSituation['steps']): string | null {
  const referer = headerValue(exchange.requestHeaders, 'referer');
  if (referer !== null) return referer;
  const at = steps.findIndex((step) => step.exchange === exchange);
  return steps.slice(0, at).findLast((step) => !isFramed(step.exchange))?.exchange.url ?? null;
}
