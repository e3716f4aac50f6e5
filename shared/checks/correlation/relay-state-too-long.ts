import { LIMITS } from '#shared/base/limits.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** RelayState has at most 80 bytes; longer ones are cut or refused by some products. */
export const relayStateTooLong = defineCheck({
  code: 'relay-state-too-long',
  rank: 1200,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.3',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'long'],
  run: ({ subject }) => {
    const relayState = subject.wire?.relayState ?? null;
    if (relayState === null || relayState === '') return [];
    const bytes = new TextEncoder().encode(relayState).length;
    const evidence = {
      at: subject.message.element,
      expected: `at most ${LIMITS.relayStateBytes} bytes`,
      received: `${bytes} bytes`,
      facts: { bytes },
    };
    return [bytes > LIMITS.relayStateBytes ? fail('long', evidence) : pass('ok', evidence)];
  },
});
