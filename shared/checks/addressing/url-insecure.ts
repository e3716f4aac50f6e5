import { defineCheck, fail } from '../engine/define-check.ts';
import { isInsecure } from '../engine/is-insecure.ts';

/** Messages travel by https: over http anybody on the way reads and takes the assertion. */
export const urlInsecure = defineCheck({
  code: 'url-insecure',
  rank: 810,
  owner: 'sp',
  owners: { destination: 'receiver' },
  severity: 'warning',
  clause: 'saml-bindings 3.5.5.1',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['acs', 'destination'],
  run: ({ subject: { message } }) => {
    const at = message.element;
    const acs = message.kind === 'AuthnRequest' ? message.assertionConsumerServiceUrl : null;
    if (acs !== null && isInsecure(acs))
      return [fail('acs', { at, attribute: 'AssertionConsumerServiceURL', received: acs })];
    const { destination } = message;
    if (destination === null || !isInsecure(destination)) return [];
    return [fail('destination', { at, attribute: 'Destination', received: destination })];
  },
});
