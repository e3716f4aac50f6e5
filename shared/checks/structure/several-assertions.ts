import { isLoginResponse } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Several assertions in one response: allowed, but many readers take the first, some the last, some refuse. */
export const severalAssertions = defineCheck({
  code: 'several-assertions',
  rank: 1090,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: ['Response', 'Response11'],
  variants: ['several'],
  run: ({ subject: { message } }) => {
    if (!isLoginResponse(message)) return [];
    const encrypted = message.kind === 'Response' ? message.encryptedAssertions.length : 0;
    const count = message.assertions.length + encrypted;
    if (count < 2) return [];
    return [
      fail('several', { at: message.element, expected: 'one Assertion', received: `${count}`, facts: { count } }),
    ];
  },
});
