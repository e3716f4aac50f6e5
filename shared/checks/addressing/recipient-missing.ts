import { defineCheck, fail, pass } from '../define-check.ts';
import { bearerDataOf } from '../subject/bearer-data.ts';

/** The bearer's SubjectConfirmationData has a Recipient. */
export const recipientMissing = defineCheck({
  code: 'recipient-missing',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  appliesTo: ['Response', 'Assertion'],
  variants: ['ok', 'missing'],
  run: (context) =>
    bearerDataOf(context).map(({ element, recipient }) => {
      const evidence = { at: element, attribute: 'Recipient' };
      return recipient === null || recipient === '' ? fail('missing', evidence) : pass('ok', evidence);
    }),
});
