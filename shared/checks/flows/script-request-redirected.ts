import type { FlowFacts } from '#shared/flows/facts.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf, withoutQuery } from '#shared/http/navigation.ts';
import { isScripted } from '#shared/http/scripted.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';

/** Requests of one page so close together that one visit made them. */
const TOGETHER = 10_000;

/** A login takes the whole window: what a script asks for cannot be led to another site's login page (Fetch, 4.10). */
export const scriptRequestRedirected = defineFlowCheck({
  code: 'script-request-redirected',
  rank: 2,
  owner: 'sp',
  clause: 'saml-profiles 4.1.3',
  brings: ['flow-broken-off', 'cookie-not-sent', 'login-loop', 'answered-in-other-tab'],
  onceBy: ['host'],
  variants: ['one', 'several'],
  run: ({ facts, before, after }) => {
    const asked = scriptedRequest(facts);
    if (asked === null || facts.delivery !== null) return [];
    const others = [...before, ...after].filter((other) => isTogether(facts, other) && scriptedRequest(other) !== null);
    const words = {
      host: hostOf(asked.url),
      path: withoutQuery(asked.url),
      idp: idpOf(facts),
      times: others.length + 1,
    };
    const variant = others.length > 0 ? 'several' : 'one';
    return [{ severity: 'error', variant, part: facts.request, received: 'a request of a script', facts: words }];
  },
});

/** What the script asked for, where a request to log in came of it. */
function scriptedRequest({ kind, request, begin }: FlowFacts): Exchange | null {
  if (kind !== 'login' || request?.exchange == null) return null;
  const asked = begin ?? request.exchange;
  return isScripted(asked) || isScripted(request.exchange) ? asked : null;
}

function isTogether(one: FlowFacts, other: FlowFacts): boolean {
  return one.sp === other.sp && Math.abs((one.startedAt ?? 0) - (other.startedAt ?? 0)) < TOGETHER;
}

function idpOf({ request }: FlowFacts): string {
  const { exchange, inspected } = request ?? {};
  return hostOf(inspected?.announced ? (exchange?.redirectUrl ?? '') : (exchange?.url ?? ''));
}
