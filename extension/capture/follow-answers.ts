import type { Clock } from '#shared/base/clock.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { setsCookies } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { carriesSaml } from '#shared/http/relevance.ts';
import { createMemory } from './memory.ts';
import { asRequested } from './tab-memory.ts';

/** Follows logins and logouts of a tab from their requests to where their answers lead. */
export interface AnswerFollower {
  /** Whether a page's exchange answers a message, or is where such an answer led. */
  followAnswer(exchange: Exchange): boolean;
  /** Takes a page's exchange for one that sends somebody off to log in or out, brings him back, or neither. */
  followAway(exchange: Exchange): void;
  /** Whether what is no page counts: it sets cookies while somebody is away. */
  countsForCookies(exchange: Exchange): boolean;
}

/** How long somebody may take to log in, in milliseconds. */
const ANSWERED = 30 * 60_000;
const REMEMBERED = 2_000;

/** Has followed none yet. */
export function createAnswerFollower(now: Clock): AnswerFollower {
  /** Where the answers to messages led: what is said there is kept whether or not it speaks of SAML. */
  const led = createMemory<number>(REMEMBERED);
  /** Hosts that were asked for a login or a logout: what they say to a form, such as that of a password, may end it. */
  const asked = createMemory<number>(REMEMBERED);
  /** When somebody was sent off to log in or out and has not come back: then each answer that sets a cookie counts. */
  let away: number | null = null;
  return {
    followAnswer: (exchange) => {
      const host = hostOf(exchange.url);
      if (carriesRequest(exchange)) asked.add(host, now());
      const isOfAsked = exchange.method === 'POST' && (asked.of(host) ?? -ANSWERED) > now() - ANSWERED;
      const isAnswer = carriesSaml(exchange) || isOfAsked || led.of(asRequested(exchange.url)) !== null;
      if (isAnswer && exchange.redirectUrl !== null) led.add(asRequested(exchange.redirectUrl), now());
      return isAnswer;
    },
    followAway: (exchange) => {
      away = awaySince(exchange, away, now());
    },
    countsForCookies: (exchange) => away !== null && away > now() - ANSWERED && setsCookies(exchange),
  };
}

/** Whether a message was sent to its host that asks for something. */
function carriesRequest({ url, requestBody }: Exchange): boolean {
  return [url, requestBody?.text ?? ''].some((text) => /\bSAMLRequest=|\bwa=wsign/.test(text));
}

/** Since when somebody is away after this: a request sends off, an answer brings back. */
function awaySince(exchange: Exchange, since: number | null, now: number): number | null {
  if (carriesRequest(exchange) || /\bSAMLRequest=|\bwa=wsign/.test(exchange.redirectUrl ?? '')) return now;
  return carriesSaml({ ...exchange, responseText: null, redirectUrl: null }) ? null : since;
}
