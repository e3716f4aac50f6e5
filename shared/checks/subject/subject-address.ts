import { bearerDataOf } from '../engine/bearer-data.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The assertion is not bound to an IP address: behind proxies, NAT and two kinds of IP the SP sees another one. */
export const subjectAddress = defineCheck({
  code: 'subject-address',
  rank: 1270,
  owner: 'network',
  severity: 'info',
  clause: 'saml-core 2.4.1.2',
  appliesTo: ['Response'],
  variants: ['bound'],
  run: (context) =>
    bearerDataOf(context).flatMap(({ element, address }) =>
      address === null ? [] : [fail('bound', { at: element, attribute: 'Address', received: address })],
    ),
});
