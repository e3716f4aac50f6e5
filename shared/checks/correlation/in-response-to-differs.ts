import { bearerDataOf } from '../engine/bearer-data.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/**
 * The bearer's confirmation answers the same request as the response, and says so: what is signed is often the assertion
 * alone. The standard asks for it whoever signed (saml-profiles 4.1.4.3: it "equals the ID of its original request,
 * unless the response is unsolicited, in which case the attribute MUST NOT be present").
 */
export const inResponseToDiffers = defineCheck({
  code: 'in-response-to-differs',
  rank: 600,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.3',
  profile: 'web-sso',
  appliesTo: ['Response'],
  gate: 'must-pass',
  variants: ['ok', 'unsolicited', 'differs', 'not-in-confirmation', 'response-signed'],
  run: (context) => {
    const { message, signatures } = context.subject;
    if (message.kind !== 'Response') return [];
    const outer = message.inResponseTo;
    const isSigned = signatures.some(({ element }) => element.parent === message.element);
    return bearerDataOf(context).map(({ element, inResponseTo }) => {
      const evidence = { at: element, attribute: 'InResponseTo', expected: outer, received: inResponseTo };
      if (inResponseTo === outer) return pass(outer === null ? 'unsolicited' : 'ok', evidence);
      if (inResponseTo !== null) return fail('differs', evidence);
      return isSigned
        ? fail('response-signed', { ...evidence, severity: 'info' })
        : fail('not-in-confirmation', { ...evidence, severity: 'warning' });
    });
  },
});
