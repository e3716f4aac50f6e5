import type { RedirectForm } from '#shared/crypto/explain-redirect.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

type Variant = 'letter-case' | 'spaces' | 'encoded-anew' | 'decoded' | 'relay-state-left-out' | 'relay-state-empty';

const VARIANTS: Readonly<Record<RedirectForm, Variant>> = {
  'lower-case': 'letter-case',
  'upper-case': 'letter-case',
  plus: 'spaces',
  'percent-20': 'spaces',
  'encoded-anew': 'encoded-anew',
  decoded: 'decoded',
  'without-relay-state': 'relay-state-left-out',
  'empty-relay-state': 'relay-state-empty',
};

/** The query arrived in the very octets that were signed, not escaped otherwise. */
export const redirectSignatureReencoded = defineCheck({
  code: 'redirect-signature-reencoded',
  rank: 260,
  owner: 'network',
  severity: 'error',
  clause: 'saml-bindings 3.4.4.1',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['letter-case', 'spaces', 'encoded-anew', 'decoded', 'relay-state-left-out', 'relay-state-empty'],
  run: ({ subject: { redirectSignature, message } }) => {
    const form = redirectSignature?.signedAs ?? null;
    return form === null ? [] : [fail(VARIANTS[form], { at: message.element, facts: { form } })];
  },
});
