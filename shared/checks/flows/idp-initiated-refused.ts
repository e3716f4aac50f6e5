import { maySpeakOfSession, saidTopic } from '#shared/flows/said-topic.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName, isAccepted, messageErrors, refusingExchange, spName } from '../engine/situation.ts';

/** Where a login begins at the identity provider, the SP has to be willing to take it. */
export const idpInitiatedRefused = defineFlowCheck({
  code: 'idp-initiated-refused',
  rank: 90,
  owner: 'sp',
  clause: 'saml-profiles 4.1.5',
  brings: ['unsolicited', 'cookie-not-sent'],
  variants: ['refused', 'asked-again'],
  run: (situation) => {
    const { facts, after } = situation;
    const isUnsolicited = facts.kind === 'login' && facts.request === null && facts.answer?.unsolicited === true;
    if (!isUnsolicited || facts.answer?.role !== 'response' || facts.protocol !== 'saml') return [];
    if (messageErrors(situation).some(({ code }) => code !== 'unsolicited')) return [];
    const refusal = refusingExchange(facts);
    const words = { host: hostName(facts.delivery), sp: spName(facts), status: refusal?.status ?? 0 };
    // A filter against forged forms takes no answer, wherever a login began.
    if (refusal !== null && (!maySpeakOfSession(refusal) || saidTopic(refusal).topic === 'csrf')) return [];
    if (refusal !== null)
      return [{ severity: 'error', variant: 'refused', part: facts.answer, facts: words, confidence: 'likely' }];
    const trail = new Set([facts.delivery?.id, ...facts.landing.map(({ id }) => id)]);
    const isAskedAgain =
      isAccepted(facts) && after.some(({ kind, begin }) => kind === 'login' && begin !== null && trail.has(begin.id));
    return isAskedAgain ? [{ severity: 'warning', variant: 'asked-again', part: facts.answer, facts: words }] : [];
  },
});
