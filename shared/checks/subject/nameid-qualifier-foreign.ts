import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The qualifiers of a NameID name this IdP and this SP: an SP that sends others back at logout finds no session. */
export const nameidQualifierForeign = defineCheck({
  code: 'nameid-qualifier-foreign',
  rank: 1080,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 8.3.7',
  appliesTo: ['Response'],
  variants: ['idp', 'sp'],
  run: ({ assertions, expected }) =>
    assertions.flatMap(({ issuer, subject }): Verdict<'idp' | 'sp'>[] => {
      const name = subject?.nameId ?? null;
      if (name === null) return [];
      const at = name.element;
      const sp = expected.sp?.entityId ?? null;
      if (name.nameQualifier !== null && issuer !== null && name.nameQualifier !== issuer.value)
        return [fail('idp', { at, attribute: 'NameQualifier', expected: issuer.value, received: name.nameQualifier })];
      if (name.spNameQualifier === null || sp === null || name.spNameQualifier === sp) return [];
      return [fail('sp', { at, attribute: 'SPNameQualifier', expected: sp, received: name.spNameQualifier })];
    }),
});
