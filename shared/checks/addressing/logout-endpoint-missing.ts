import { defineCheck, fail } from '../engine/define-check.ts';
import { logoutEndpointsOf } from './logout-endpoints.ts';

/** A logout goes to a party that offers single logout at all. */
export const logoutEndpointMissing = defineCheck({
  code: 'logout-endpoint-missing',
  rank: 550,
  owner: 'sp',
  owners: { idp: 'idp' },
  severity: 'error',
  clause: 'saml-metadata 2.4.2',
  appliesTo: ['LogoutRequest'],
  variants: ['idp', 'sp'],
  run: (context) => {
    const endpoints = logoutEndpointsOf(context);
    if (endpoints === null || endpoints.length > 0) return [];
    const evidence = { at: context.subject.message.element };
    return [context.expected.sender === 'idp' ? fail('sp', evidence) : fail('idp', evidence)];
  },
});
