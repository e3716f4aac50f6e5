import { hasOwnSignature } from '#shared/inspection/trust.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Where the SP's metadata wants assertions signed, each is, whatever signature the response around it has. */
export const assertionSignatureWanted = defineCheck({
  code: 'assertion-signature-wanted',
  rank: 250,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-metadata 2.4.4',
  appliesTo: ['Response'],
  variants: ['ok', 'only-response'],
  run: ({ subject: { message, signatures }, assertions, parties }) => {
    if (parties.sp?.sp?.wantAssertionsSigned !== true || !hasOwnSignature(message.element, signatures)) return [];
    return assertions.map(({ element }) =>
      hasOwnSignature(element, signatures)
        ? pass('ok', { at: element })
        : fail('only-response', { at: element, facts: { sp: parties.sp?.entityId ?? '' } }),
    );
  },
});
