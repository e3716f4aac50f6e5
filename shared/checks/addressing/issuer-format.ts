import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Issuer has no Format, or that of an entity. */
export const issuerFormat = defineCheck({
  code: 'issuer-format',
  rank: 490,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'other'],
  run: ({ subject: { message }, assertions }) => {
    const inner = message.kind === 'Assertion' ? [] : assertions;
    return [message, ...inner].flatMap(({ issuer }) => {
      if (issuer === null || issuer.format === null) return [];
      const evidence = {
        at: issuer.element,
        attribute: 'Format',
        expected: NAMEID_FORMAT.entity,
        received: issuer.format,
      };
      const isFine = issuer.format === NAMEID_FORMAT.entity || issuer.format === NAMEID_FORMAT.unspecified;
      return [isFine ? pass('ok', evidence) : fail('other', evidence)];
    });
  },
});
