import { durationWords } from '#shared/base/duration-words.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors, refusingExchange, spName } from '../engine/situation.ts';

/** A request is followed at once; one that comes later than this was kept somewhere, in milliseconds. */
const LONG = 10 * 60_000;

/** A request reaches the IdP when it is made, not when somebody finds it among the bookmarks. */
export const requestStale = defineFlowCheck({
  code: 'request-stale',
  rank: 40,
  owner: 'user',
  clause: 'saml-profiles 4.1.4.1',
  brings: ['in-response-to-unknown', 'cookie-not-sent'],
  variants: ['bookmarked'],
  run: (situation) => {
    const { facts } = situation;
    const late = latestRequest(situation);
    if (late === null || late.age < LONG) return [];
    const isRefused = refusingExchange(facts) !== null || messageErrors(situation).length > 0;
    const words = { age: durationWords(late.age), host: hostName(late.part.exchange), sp: spName(facts) };
    const evidence = { part: late.part, received: words.age, facts: words };
    return [{ severity: isRefused ? 'error' : 'info', variant: 'bookmarked', ...evidence }];
  },
});

/** The request that led to the answer, and its age by the SP's clock when the browser brought it. */
function latestRequest({ facts, clocks }: FlowSituation) {
  const part = facts.parts.findLast(({ role, inspected }) => role === 'request' && !inspected.announced) ?? null;
  const message = part?.inspected.message;
  const issued = message?.kind === 'AuthnRequest' ? (message.issueInstant?.time ?? null) : null;
  const at = part?.exchange?.startedAt ?? null;
  if (part === null || issued === null || at === null || facts.kind !== 'login') return null;
  return { part, age: at + (clocks.sp?.offset ?? 0) - (clocks.sp?.uncertainty ?? 0) - issued };
}
