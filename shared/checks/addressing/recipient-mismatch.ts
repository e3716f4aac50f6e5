import type { CheckContext } from '#shared/checks/engine/context.ts';
import { addressesOf } from '../engine/bearer-data.ts';
import { defineCheck } from '../engine/define-check.ts';
import { ADDRESS_VARIANTS, judgeAddress } from './judge-address.ts';
import { recipientsOf } from './recipients.ts';

/** The bearer's Recipient, in SAML 1.1 that of the response, is the SP's assertion consumer. */
export const recipientMismatch = defineCheck({
  code: 'recipient-mismatch',
  rank: 510,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: ['Response', 'Response11', 'Assertion'],
  gate: 'must-pass',
  variants: [...ADDRESS_VARIANTS],
  run: (context) =>
    recipientsOf(context).flatMap(({ element, recipient }) =>
      recipient === null || recipient === ''
        ? []
        : [
            judgeAddress(
              addressesOf(context),
              recipient,
              { at: element, attribute: 'Recipient' },
              isOfBrowser(context),
            ),
          ],
    ),
});

/** Nobody told the SP's addresses: there is only the one that the browser went to. */
function isOfBrowser({ expected }: CheckContext): boolean {
  return (expected.sp?.assertionConsumers ?? []).length === 0;
}
