import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** The NameID has the format that the request asked for. */
export const nameidPolicyMismatch = defineCheck({
  code: 'nameid-policy-mismatch',
  rank: 1070,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 3.4.1.1',
  appliesTo: ['Response'],
  variants: ['ok', 'other'],
  run: ({ subject: { request }, assertions }) => {
    const wanted = request?.kind === 'AuthnRequest' ? (request.nameIdPolicy?.format ?? null) : null;
    if (wanted === null || wanted === NAMEID_FORMAT.unspecified || wanted === NAMEID_FORMAT.encrypted) return [];
    return assertions.flatMap(({ subject }) => {
      const nameId = subject?.nameId ?? null;
      if (nameId === null) return [];
      const received = nameId.format ?? NAMEID_FORMAT.unspecified;
      const evidence = { at: nameId.element, attribute: 'Format', expected: wanted, received };
      return [received === wanted ? pass('ok', evidence) : fail('other', evidence)];
    });
  },
});
