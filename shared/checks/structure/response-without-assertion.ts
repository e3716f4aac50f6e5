import { STATUS } from '#shared/saml/names.ts';
import { defineCheck, fail, pass } from '../define-check.ts';

/** A successful response has an assertion: without one nobody is logged in. */
export const responseWithoutAssertion = defineCheck({
  code: 'response-without-assertion',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  appliesTo: ['Response'],
  variants: ['ok', 'none', 'none-with-failure', 'with-failure'],
  run: ({ subject: { message } }) => {
    if (message.kind !== 'Response') return [];
    const count = message.assertions.length + message.encryptedAssertions.length;
    const succeeded = message.status?.codes[0] === STATUS.success;
    const evidence = { at: message.element };
    if (!succeeded && count > 0) return [fail('with-failure', evidence)];
    if (!succeeded) return [pass('none-with-failure', evidence)];
    return [
      count > 0 ? pass('ok', evidence) : fail('none', { ...evidence, expected: 'one Assertion', received: 'none' }),
    ];
  },
});
