import type { FlowPart } from '#shared/flows/flow-part.ts';
import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import { COOKIE_LOST } from '../engine/common-causes.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName } from '../engine/situation.ts';

/** RelayState comes back exactly as it was sent. */
export const relayStateChanged = defineFlowCheck({
  code: 'relay-state-changed',
  rank: 170,
  owner: 'idp',
  owners: { empty: 'sp' },
  clause: 'saml-bindings 3.4.3, 3.5.3',
  follows: COOKIE_LOST,
  variants: ['lost', 'changed', 'empty'],
  run: ({ facts: { request, answer, delivery, parts, protocol } }) => {
    if (request === null || answer === null || protocol !== 'saml' || delivery === null) return [];
    const sent = relayStateOf(request.inspected.reading);
    const received = relayStateOf(brought(parts, answer).inspected.reading);
    const evidence = { part: answer, expected: sent, received, facts: { host: hostName(request.exchange) } };
    if (sent === null || sent === received) return [];
    if (sent === '') return received === null ? [] : [{ ...evidence, severity: 'info', variant: 'empty' }];
    const isLost = received === null || received === '';
    return [{ ...evidence, severity: 'warning', variant: isLost ? 'lost' : 'changed' }];
  },
});

/** An artifact comes with the RelayState, the message it stands for without. */
function brought(parts: readonly FlowPart[], answer: FlowPart): FlowPart {
  return parts.findLast(({ role }) => role === 'artifact') ?? answer;
}
