import { defineCheck, fail, pass } from '../define-check.ts';

/** Issuer is there: on every request, on every assertion, and on a response whenever the response itself is signed. */
export const issuerMissing = defineCheck({
  code: 'issuer-missing',
  severity: 'error',
  clause: 'saml-core 2.3.3',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'response'],
  run: ({ subject, assertions }) => {
    const { message } = subject;
    const outer = message.kind === 'Assertion' ? [] : [message];
    return [...outer, ...assertions].map(({ element, issuer }) => {
      if (issuer !== null && issuer.value !== '') return pass('ok', { at: issuer.element, received: issuer.value });
      // saml-profiles 4.1.4.2 lets a response do without where its assertion has one.
      const mayLack = element === message.element && message.kind === 'Response' && assertions.length > 0;
      const isSigned = subject.signatures.some((signature) => signature.element.parent === element);
      return mayLack && !isSigned
        ? fail('response', { at: element, severity: 'info' })
        : fail('missing', { at: element });
    });
  },
});
