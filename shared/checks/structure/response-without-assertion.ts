import { isLoginResponse } from '#shared/saml/kinds.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** A successful response has an assertion: without one nobody is logged in. */
export const responseWithoutAssertion = defineCheck({
  code: 'response-without-assertion',
  rank: 610,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  follows: KEPT_CLOSED,
  appliesTo: ['Response', 'Response11'],
  variants: ['ok', 'none', 'none-with-failure', 'with-failure'],
  run: ({ subject: { message } }) => {
    if (!isLoginResponse(message)) return [];
    const encrypted = message.kind === 'Response' ? message.encryptedAssertions.length : 0;
    const count = message.assertions.length + encrypted;
    const succeeded = isSuccess(message.status);
    const evidence = { at: message.element };
    if (!succeeded && count > 0) return [fail('with-failure', evidence)];
    if (!succeeded) return [pass('none-with-failure', evidence)];
    return [
      count > 0 ? pass('ok', evidence) : fail('none', { ...evidence, expected: 'one Assertion', received: 'none' }),
    ];
  },
});
