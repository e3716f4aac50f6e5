import { defineCheck, fail, pass, type Verdict } from '../define-check.ts';

/** Each IdP gives a certificate to verify it with. */
export const metadataSigningKeyMissing = defineCheck({
  code: 'metadata-signing-key-missing',
  severity: 'error',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Metadata'],
  variants: ['ok', 'none', 'only-encryption'],
  run: ({ subject: { message } }) => {
    if (message.kind !== 'Metadata') return [];
    return message.entities.flatMap(({ element, entityId, idp }): Verdict<'ok' | 'none' | 'only-encryption'>[] => {
      if (idp === null) return [];
      const evidence = { at: element, facts: { entity: entityId } };
      if (idp.keys.some(({ use }) => use !== 'encryption')) return [pass('ok', evidence)];
      return [idp.keys.length > 0 ? fail('only-encryption', evidence) : fail('none', evidence)];
    });
  },
});
