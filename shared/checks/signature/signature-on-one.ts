import { hasOwnSignature } from '#shared/inspection/trust.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Whether response and assertion are both signed. One is enough for the standard, but SPs are often set to want the other. */
export const signatureOnOne = defineCheck({
  code: 'signature-on-one',
  rank: 1060,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-profiles 4.1.4.5',
  profile: 'web-sso',
  appliesTo: ['Response'],
  variants: ['both', 'only-response', 'only-assertion'],
  run: ({ subject: { message, signatures }, assertions }) => {
    const at = message.element;
    if (assertions.length === 0) return [];
    const isOuter = hasOwnSignature(at, signatures);
    const areInner = assertions.every(({ element }) => hasOwnSignature(element, signatures));
    if (isOuter && areInner) return [pass('both', { at })];
    if (isOuter) return [fail('only-response', { at, facts: { part: 'response' } })];
    return areInner ? [fail('only-assertion', { at, facts: { part: 'assertion' } })] : [];
  },
});
