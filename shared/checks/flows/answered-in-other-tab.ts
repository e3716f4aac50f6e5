import type { FlowFacts } from '#shared/flows/facts.ts';
import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors, refusingExchange, spName } from '../engine/situation.ts';

/** The answer comes to the session that asked: in the same window, and before that session has asked something else. */
export const answeredInOtherTab = defineFlowCheck({
  code: 'answered-in-other-tab',
  rank: 80,
  owner: 'user',
  clause: 'saml-profiles 4.1.4.3',
  brings: ['cookie-not-sent'],
  variants: ['other-session', 'other-tab', 'two-requests'],
  run: (situation) => {
    const { facts } = situation;
    if (facts.kind !== 'login' || facts.request === null || facts.delivery === null) return [];
    const variant = differenceOf(facts) ?? (isOvertaken(situation) ? 'two-requests' : null);
    if (variant === null) return [];
    const refusal = refusingExchange(facts);
    // Whoever minds an audience or an issuer knows the request: what a script or an icon asked for meanwhile is no cause.
    const isRefused = refusal !== null && maySpeakOfSession(refusal) && messageErrors(situation).length === 0;
    if (variant === 'two-requests' && !isRefused) return [];
    const words = { sp: spName(facts), host: hostName(facts.delivery) };
    return [{ severity: isRefused ? 'error' : 'info', variant, part: facts.answer, facts: words }];
  },
});

function differenceOf({ request, delivery }: FlowFacts): 'other-session' | 'other-tab' | null {
  const [one, other] = [request?.exchange?.tab ?? null, delivery?.tab ?? null];
  if (one === null || other === null) return null;
  if (differ(one.cookieStoreId, other.cookieStoreId) || differ(one.incognito, other.incognito)) return 'other-session';
  return one.tabId >= 0 && other.tabId >= 0 && one.tabId !== other.tabId ? 'other-tab' : null;
}

function differ<Value>(one: Value | null, other: Value | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** Whether the same SP made another request after this one and before its answer. */
function isOvertaken({ facts, before, after }: FlowSituation): boolean {
  const [asked, answered] = [facts.request?.exchange?.startedAt ?? null, facts.delivery?.startedAt ?? null];
  if (asked === null || answered === null || facts.sp === null) return false;
  return [...before, ...after].some((flow) => {
    const other = flow.kind === 'login' && flow.sp === facts.sp ? (flow.request?.exchange?.startedAt ?? null) : null;
    return other !== null && other > asked && other < answered;
  });
}
