import { defineFlowCheck } from '../engine/define-flow-check.ts';

/** The answer that a logout led to says that it answers this logout's request (saml-core 3.2.2). */
export const logoutAnswerOther = defineFlowCheck({
  code: 'logout-answer-other',
  rank: 115,
  // Whoever is asked sends the answer.
  owner: 'idp',
  clause: 'saml-core 3.2.2',
  follows: ['assertion-replayed'],
  brings: ['in-response-to-unknown', 'logout-answer-refused'],
  variants: ['other'],
  run: ({ facts, initiator }) => {
    const asked = facts.request?.inspected.message ?? null;
    const answered = facts.answer?.inspected.message ?? null;
    if (asked?.kind !== 'LogoutRequest' || answered?.kind !== 'LogoutResponse') return [];
    const { inResponseTo } = answered;
    // What names no request at all is told of the message.
    if (inResponseTo === null || asked.id === null || inResponseTo === asked.id) return [];
    const owner = initiator === 'sp' ? 'idp' : 'sp';
    return [
      {
        severity: 'error',
        variant: 'other',
        part: facts.answer,
        owner,
        expected: asked.id,
        received: inResponseTo,
        facts: { from: answered.issuer?.value ?? 'the other side' },
      },
    ];
  },
});
