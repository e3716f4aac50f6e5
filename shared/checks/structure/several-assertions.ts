import { defineCheck, fail } from '../define-check.ts';

/** Several assertions in one response: allowed, but many readers take the first, some the last, some refuse. */
export const severalAssertions = defineCheck({
  code: 'several-assertions',
  severity: 'info',
  clause: 'saml-profiles 4.1.4.2',
  appliesTo: ['Response'],
  variants: ['several'],
  run: ({ subject: { message } }) => {
    if (message.kind !== 'Response') return [];
    const count = message.assertions.length + message.encryptedAssertions.length;
    if (count < 2) return [];
    return [
      fail('several', { at: message.element, expected: 'one Assertion', received: `${count}`, facts: { count } }),
    ];
  },
});
