import { defineCheck, fail } from '../engine/define-check.ts';

/** RelayState is left out where there is none: an empty one is signed by some and dropped by others. */
export const relayStateEmpty = defineCheck({
  code: 'relay-state-empty',
  rank: 1190,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.3',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['empty'],
  run: ({ subject: { wire, message } }) => (wire?.relayState === '' ? [fail('empty', { at: message.element })] : []),
});
