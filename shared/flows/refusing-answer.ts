import { readSetCookies } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { type SaidNo, saidNo } from './answer-said.ts';
import type { FlowFacts } from './facts.ts';

/** An answer by which somebody was turned away. */
export interface RefusingAnswer extends SaidNo {
  readonly exchange: Exchange;
}

/** A page that is missing says nothing of who asks for it. */
const MISSING: ReadonlySet<number> = new Set([404, 410]);

/**
 * How the receiver of a flow's answer turned it away: by what it answered itself, or by the page to which its redirects
 * led. Null where it did not, or where nothing of it was recorded.
 */
export function refusingAnswer({ delivery, landing }: FlowFacts): RefusingAnswer | null {
  if (delivery === null) return null;
  const own = saidNo(delivery);
  const last = landing.at(-1);
  const isOwn = last !== undefined && hostOf(last.url) === hostOf(delivery.url);
  if (own !== null) {
    const page = own.way === 'redirect' && own.words === '' && last !== undefined ? saidNo(last) : null;
    return { ...own, words: page?.words ?? own.words, exchange: delivery };
  }
  for (const step of landing.slice(0, -1)) {
    const said = step.redirectUrl === null || hostOf(step.url) !== hostOf(delivery.url) ? null : saidNo(step);
    if (said !== null) return { ...said, exchange: step };
  }
  if (last === undefined || !isOwn) return null;
  const said = saidNo(last);
  if (said === null || (MISSING.has(last.status ?? 0) && setsCookie(delivery))) return null;
  return { ...said, exchange: last };
}

function setsCookie(exchange: Exchange): boolean {
  return readSetCookies(exchange).some(({ removes }) => !removes);
}
