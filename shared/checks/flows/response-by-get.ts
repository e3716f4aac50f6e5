import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName, refusingExchange } from '../engine/situation.ts';

/** A login's response does not travel in a URL. */
export const responseByGet = defineFlowCheck({
  code: 'response-by-get',
  rank: 180,
  owner: 'idp',
  owners: { 'empty-relay-state': 'sp' },
  clause: 'saml-profiles 4.1.2',
  brings: ['protocol-binding-mismatch', 'relay-state-changed'],
  variants: ['redirect', 'empty-relay-state'],
  run: ({ facts }) => {
    const { answer, request } = facts;
    const isByGet = answer?.inspected.message?.kind === 'Response' && answer.inspected.reading.binding === 'redirect';
    if (!isByGet) return [];
    const variant = request?.inspected.wire?.relayState === '' ? 'empty-relay-state' : 'redirect';
    const host = hostName(request?.exchange ?? null);
    const severity = refusingExchange(facts) === null ? 'warning' : 'error';
    return [{ severity, variant, part: answer, expected: 'POST or artifact', received: 'GET', facts: { host } }];
  },
});
