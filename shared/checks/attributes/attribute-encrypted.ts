import { defineCheck, unknown } from '../engine/define-check.ts';

/** Attributes are readable; of an encrypted one nothing can be said. */
export const attributeEncrypted = defineCheck({
  code: 'attribute-encrypted',
  rank: 1150,
  owner: 'sp',
  severity: 'info',
  clause: 'saml-core 2.7.3.2',
  appliesTo: ['Response', 'Assertion'],
  variants: ['encrypted'],
  run: ({ assertions }) =>
    assertions
      .flatMap(({ encryptedAttributes }) => encryptedAttributes)
      .map((element) => unknown('encrypted', 'key', { at: element })),
});
