import { COOKIE_BYTES, readSetCookies } from '#shared/http/cookies.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck, type FlowVerdict } from '../engine/define-flow-check.ts';
import { type FlowSituation, refusingExchange } from '../engine/situation.ts';
import { isLooping, loginRun } from './repeated-login.ts';

/** Servers answer with these where the headers of a request are too long (rfc6585 5 for 431). */
const TOO_LONG: ReadonlySet<number> = new Set([400, 413, 431, 494]);
/** Many servers take headers of 8 KB. */
const HEADER_BYTES = 8000;

/** A cookie stays under what browsers keep, and all of them under what servers read. */
export const cookieTooLarge = defineFlowCheck({
  code: 'cookie-too-large',
  rank: 60,
  owner: 'sp',
  clause: 'rfc6265bis 5.6',
  brings: ['cookie-not-sent'],
  variants: ['dropped', 'header'],
  run: (situation) => [...dropped(situation), ...tooLongHeader(situation)].slice(0, 1),
});

function dropped(situation: FlowSituation): readonly FlowVerdict<'dropped'>[] {
  const { steps, sides, facts } = situation;
  const large = steps
    .filter(({ exchange }) => sides.get(hostOf(exchange.url)) === 'sp')
    .flatMap(({ exchange }) => readSetCookies(exchange))
    .filter(({ bytes, removes }) => bytes > COOKIE_BYTES && !removes);
  const [first] = large;
  if (first === undefined) return [];
  const failed = refusingExchange(facts) !== null || isLooping(loginRun(situation));
  const words = { cookie: first.name, bytes: first.bytes, limit: COOKIE_BYTES, host: first.host };
  const evidence = { expected: `at most ${COOKIE_BYTES} bytes`, received: `${first.bytes} bytes`, facts: words };
  return [{ severity: failed ? 'error' : 'warning', variant: 'dropped', part: facts.answer, ...evidence }];
}

function tooLongHeader({ steps, facts }: FlowSituation): readonly FlowVerdict<'header'>[] {
  for (const { exchange } of steps) {
    if (!TOO_LONG.has(exchange.status ?? 0)) continue;
    const cookies = exchange.requestHeaders.filter(({ name }) => name.toLowerCase() === 'cookie');
    const bytes = cookies.reduce((sum, { value }) => sum + value.length, 0);
    if (bytes < HEADER_BYTES) continue;
    const words = { bytes, host: hostOf(exchange.url), status: exchange.status ?? 0 };
    return [
      { severity: 'error', variant: 'header', part: facts.answer, received: `${bytes} bytes of cookies`, facts: words },
    ];
  }
  return [];
}
