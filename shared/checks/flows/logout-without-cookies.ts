import { sentCookieNames } from '#shared/http/cookies.ts';
import { isFramed } from '#shared/http/navigation.ts';
import { isCrossSite } from '#shared/http/site.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName } from '../engine/situation.ts';

/** A logout in a hidden frame reaches the session that it is meant to end. */
export const logoutWithoutCookies = defineFlowCheck({
  code: 'logout-without-cookies',
  rank: 160,
  owner: 'idp',
  clause: 'saml-profiles 4.4.3.1',
  variants: ['framed'],
  run: (situation) => {
    const { facts } = situation;
    const exchange = facts.kind === 'logout' && facts.request?.role === 'request' ? facts.request.exchange : null;
    if (exchange === null || !isFramed(exchange) || sentCookieNames(exchange).size > 0) return [];
    if (isCrossSite(exchange, null) !== true || !hadCookies(situation)) return [];
    const words = { host: hostName(exchange) };
    return [{ severity: 'warning', variant: 'framed', part: facts.request, received: 'no cookie', facts: words }];
  },
});

/** Whether a login before it left a session with that receiver, so that cookies were to be expected. */
function hadCookies({ facts, before }: FlowSituation): boolean {
  const host = hostName(facts.request?.exchange ?? null);
  return before.some(({ kind, delivery }) => {
    const isThere = kind === 'login' && delivery !== null && hostName(delivery) === host;
    return isThere && delivery.responseHeaders.some(({ name }) => name.toLowerCase() === 'set-cookie');
  });
}
