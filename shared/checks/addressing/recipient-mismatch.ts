import { defineCheck } from '../define-check.ts';
import { addressesOf, bearerDataOf } from '../subject/bearer-data.ts';
import { ADDRESS_VARIANTS, judgeAddress } from './judge-address.ts';

/** The bearer's Recipient is the SP's assertion consumer. */
export const recipientMismatch = defineCheck({
  code: 'recipient-mismatch',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  appliesTo: ['Response', 'Assertion'],
  gate: 'must-pass',
  variants: [...ADDRESS_VARIANTS],
  run: (context) =>
    bearerDataOf(context).flatMap(({ element, recipient }) =>
      recipient === null || recipient === ''
        ? []
        : [judgeAddress(addressesOf(context), recipient, { at: element, attribute: 'Recipient' })],
    ),
});
