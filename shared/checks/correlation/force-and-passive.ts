import { defineCheck, fail } from '../engine/define-check.ts';

/** A request does not demand that the user authenticate anew and forbid to ask: the answer can only be NoPassive. */
export const forceAndPassive = defineCheck({
  code: 'force-and-passive',
  rank: 990,
  owner: 'sp',
  severity: 'warning',
  clause: 'saml-core 3.4.1',
  appliesTo: ['AuthnRequest'],
  variants: ['both'],
  run: ({ subject: { message } }) =>
    message.kind === 'AuthnRequest' && message.forceAuthn && message.isPassive
      ? [fail('both', { at: message.element, attribute: 'IsPassive' })]
      : [],
});
