import { durationWords } from '#shared/base/duration-words.ts';
import { formatInstant } from '#shared/base/instant.ts';
import { readSetCookies, type SetCookie } from '#shared/http/cookies.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, isAccepted } from '../engine/situation.ts';

/** What cookies of sessions are called. */
const SESSION = /sess|auth|sid\b|login|token/i;
/** Clocks and lifetimes are not exact to the minute, in milliseconds. */
const TOLERANCE = 5 * 60_000;

/** The SP does not keep its session longer than the IdP grants one. */
export const sessionOutlived = defineFlowCheck({
  code: 'session-outlived',
  rank: 190,
  owner: 'sp',
  clause: 'saml-core 2.7.2',
  variants: ['cookie'],
  run: (situation) => {
    const { facts } = situation;
    const end = grantedUntil(situation);
    const cookie = end === null || !isAccepted(facts) ? null : sessionCookie(situation);
    if (end === null || cookie === null || (cookie.expiresAt ?? 0) <= end + TOLERANCE) return [];
    const received = formatInstant(cookie.expiresAt ?? 0);
    const words = {
      cookie: cookie.name,
      host: hostName(facts.delivery),
      longer: durationWords((cookie.expiresAt ?? 0) - end),
    };
    const evidence = { expected: formatInstant(end), received, facts: words };
    return [{ severity: 'info', variant: 'cookie', part: facts.answer, ...evidence }];
  },
});

/** SessionNotOnOrAfter by the browser's clock, in milliseconds. */
function grantedUntil({ facts, clocks }: FlowSituation): number | null {
  const message = facts.answer?.inspected.message;
  if (facts.kind !== 'login' || message?.kind !== 'Response') return null;
  const end = message.assertions[0]?.authnStatements[0]?.sessionNotOnOrAfter?.time ?? null;
  return end === null ? null : end - (clocks.idp?.offset ?? 0);
}

/** The cookie with an end that the SP set with the answer: the one that is named like a session, or the only one. */
function sessionCookie({ facts: { delivery, landing } }: FlowSituation): SetCookie | null {
  if (delivery === null) return null;
  const own = [delivery, ...landing].filter(({ url }) => hostOf(url) === hostOf(delivery.url));
  const kept = own.flatMap(readSetCookies).filter(({ removes, expiresAt }) => !removes && expiresAt !== null);
  return kept.find(({ name }) => SESSION.test(name)) ?? (kept.length === 1 ? (kept[0] ?? null) : null);
}
