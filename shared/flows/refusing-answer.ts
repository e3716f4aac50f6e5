import { readSetCookies } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { type SaidNo, saidNo } from './answer-said.ts';
import { leadsToAsked } from './asked-page.ts';
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
export function refusingAnswer(facts: FlowFacts): RefusingAnswer | null {
  const { delivery, landing } = facts;
  if (delivery === null) return null;
  const own = ownRefusal(facts, delivery);
  if (own !== null) return own;
  const ofHost = landing.filter(({ url }) => hostOf(url) === hostOf(delivery.url));
  const last = landing.at(-1);
  for (const exchange of ofHost) {
    const said = exchange === last || exchange.redirectUrl !== null ? saidNo(exchange) : null;
    const isMissing = exchange === last && MISSING.has(exchange.status ?? 0) && setsCookie(delivery);
    if (said !== null && !isMissing) return { ...said, exchange };
  }
  return null;
}

/** What the receiver answered itself. The page that was asked for may be one about errors. */
function ownRefusal(facts: FlowFacts, delivery: Exchange): RefusingAnswer | null {
  const own = saidNo(delivery);
  if (own === null || (own.way === 'redirect' && leadsToAsked(facts, own.words !== ''))) return null;
  const last = facts.landing.at(-1);
  const told = own.way === 'redirect' && own.words === '' && last !== undefined ? saidNo(last) : null;
  return { ...own, words: told?.words ?? own.words, exchange: delivery };
}

function setsCookie(exchange: Exchange): boolean {
  return readSetCookies(exchange).some(({ removes }) => !removes);
}
