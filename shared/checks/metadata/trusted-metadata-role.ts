import { defineCheck, fail } from '../engine/define-check.ts';

/** Metadata that was given for a party has the role in which it appears: an IdP's is not that of the SP of the same name. */
export const trustedMetadataRole = defineCheck({
  code: 'trusted-metadata-role',
  rank: 467,
  owner: 'user',
  severity: 'warning',
  clause: 'saml-metadata 2.4.1',
  appliesTo: ['AuthnRequest', 'Response', 'Assertion'],
  variants: ['sp-for-idp', 'idp-for-sp'],
  run: ({ subject: { message }, knowledge: { entities } }) => {
    const issuer = message.issuer?.value;
    const known = entities.filter(({ entityId }) => entityId === issuer);
    const role = message.kind === 'AuthnRequest' ? 'sp' : 'idp';
    if (issuer === undefined || known.length === 0 || known.some((entity) => entity[role] !== null)) return [];
    const evidence = { at: message.element, received: issuer, facts: { kind: message.kind } };
    return [fail(role === 'idp' ? 'sp-for-idp' : 'idp-for-sp', evidence)];
  },
});
