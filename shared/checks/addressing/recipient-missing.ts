import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { recipientsOf } from './recipients.ts';

/** The bearer's SubjectConfirmationData, or the response of SAML 1.1, has a Recipient. */
export const recipientMissing = defineCheck({
  code: 'recipient-missing',
  rank: 540,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: ['Response', 'Response11', 'Assertion'],
  variants: ['ok', 'missing'],
  run: (context) =>
    recipientsOf(context).map(({ element, recipient }) => {
      const evidence = { at: element, attribute: 'Recipient' };
      return recipient === null || recipient === '' ? fail('missing', evidence) : pass('ok', evidence);
    }),
});
