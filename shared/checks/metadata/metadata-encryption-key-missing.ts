import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

/** An SP gives a certificate to encrypt assertions for it. */
export const metadataEncryptionKeyMissing = defineCheck({
  code: 'metadata-encryption-key-missing',
  rank: 1040,
  owner: 'publisher',
  severity: 'info',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Metadata'],
  variants: ['none'],
  run: (context) => {
    const entities = entitiesOf(context);
    // In a federation's aggregate it is for the SPs to know.
    return entities.length !== 1
      ? []
      : entities.flatMap(({ element, sp }) =>
          sp === null || sp.keys.some(({ use }) => use !== 'signing') ? [] : [fail('none', { at: element })],
        );
  },
});
