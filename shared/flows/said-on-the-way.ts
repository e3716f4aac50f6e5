import type { Exchange } from '#shared/http/exchange.ts';
import { type SaidNo, saidNo } from './answer-said.ts';
import { plainTopic } from './said-topic.ts';
import type { ExchangeStep } from './steps.ts';

/**
 * What the last page says, and the redirect that led to it where its address names an error: many a page says less than the
 * address at which it stands. Null where neither says no.
 */
export function saidOnTheWay(steps: readonly ExchangeStep[], last: Exchange): SaidNo | null {
  const said = saidNo(last);
  const led = steps.findLast(({ exchange }) => exchange.redirectUrl !== null && exchange.redirectUrl === last.url);
  const told = led === undefined ? null : saidNo(led.exchange);
  if (told?.way !== 'redirect' || told.words === '') return said;
  if (said === null) return told;
  return said.way === 'login-page' || plainTopic(said.words) !== null
    ? said
    : { ...said, words: `${told.words}. ${said.words}` };
}
