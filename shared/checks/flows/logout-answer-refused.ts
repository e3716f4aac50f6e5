import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import { readSetCookies } from '#shared/http/cookies.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName, refusingExchange } from '../engine/situation.ts';

/** The answer to a logout is taken even where the session that asked for it is gone. */
export const logoutAnswerRefused = defineFlowCheck({
  code: 'logout-answer-refused',
  rank: 120,
  owner: 'sp',
  owners: { 'by-idp': 'idp' },
  clause: 'saml-profiles 4.4.4.2',
  variants: ['session-gone', 'refused', 'by-idp'],
  run: ({ facts, initiator }) => {
    const refusal = facts.kind === 'logout' && facts.answer?.role === 'response' ? refusingExchange(facts) : null;
    // What the receiver minds is told where it says so.
    if (refusal === null || !maySpeakOfSession(refusal)) return [];
    const removed = facts.begin === null ? [] : readSetCookies(facts.begin).filter(({ removes }) => removes);
    const words = { host: hostName(refusal), status: refusal.status ?? 0, cookie: removed[0]?.name ?? '' };
    const variant = initiator === 'idp' ? 'by-idp' : removed.length > 0 ? 'session-gone' : 'refused';
    return [{ severity: 'error', variant, part: facts.answer, received: `HTTP ${refusal.status}`, facts: words }];
  },
});
