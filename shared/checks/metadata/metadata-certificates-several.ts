import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

/** An IdP with one signing certificate: two mean that a change of keys is under way. */
export const metadataCertificatesSeveral = defineCheck({
  code: 'metadata-certificates-several',
  rank: 1030,
  owner: 'publisher',
  severity: 'info',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Metadata'],
  variants: ['several'],
  run: (context) => {
    const entities = entitiesOf(context);
    if (entities.length !== 1) return [];
    return entities.flatMap(({ element, idp }) => {
      const signing = (idp?.keys ?? []).filter(({ use }) => use !== 'encryption');
      const count = new Set(signing.map(({ certificate }) => certificate)).size;
      return count < 2 ? [] : [fail('several', { at: element, received: `${count} certificates`, facts: { count } })];
    });
  },
});
