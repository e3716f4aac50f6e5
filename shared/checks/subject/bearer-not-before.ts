import { bearerDataOf } from '../engine/bearer-data.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** A bearer's SubjectConfirmationData has no NotBefore. Some products send one; some refuse it. */
export const bearerNotBefore = defineCheck({
  code: 'bearer-not-before',
  rank: 840,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: ['Response', 'Assertion'],
  variants: ['stated'],
  run: (context) =>
    bearerDataOf(context).flatMap(({ element, notBefore }) =>
      notBefore === null ? [] : [fail('stated', { at: element, attribute: 'NotBefore', received: notBefore.text })],
    ),
});
