import { defineCheck, fail, pass } from '../define-check.ts';

/** Version is 2.0, on the message and on each assertion. */
export const versionUnsupported = defineCheck({
  code: 'version-unsupported',
  severity: 'error',
  clause: 'saml-core 4.1.3.1',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'other'],
  run: ({ subject, assertions }) => {
    const heads = subject.message.kind === 'Assertion' ? assertions : [subject.message, ...assertions];
    return heads.map(({ element, version }) => {
      const evidence = { at: element, attribute: 'Version', expected: '2.0', received: version };
      if (version === null) return fail('missing', evidence);
      return version === '2.0' ? pass('ok', evidence) : fail('other', evidence);
    });
  },
});
