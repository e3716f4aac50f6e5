import { headsOf } from '#shared/checks/engine/context.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Issuer is there: on every request, on every assertion, and on a response whenever the response itself is signed. */
export const issuerMissing = defineCheck({
  code: 'issuer-missing',
  rank: 480,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 2.3.3',
  brings: ['signature-untrusted'],
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'response'],
  run: (context) => {
    const { subject, assertions } = context;
    const { message } = subject;
    // A response of SAML 1.1 has no Issuer (saml-core-1.1 3.4.1), only its assertions do.
    return (message.kind === 'Response11' ? assertions : headsOf(context)).map(({ element, issuer }) => {
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
