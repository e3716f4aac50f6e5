import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

type Variant = 'missing' | 'too-long' | 'not-a-uri';

/** saml-core 8.3.6 */
const MAX_LENGTH = 1024;

/** Each entity has an ID, and it is a URI of at most 1024 characters. */
export const metadataEntityId = defineCheck({
  code: 'metadata-entity-id',
  rank: 450,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.3.2',
  appliesTo: ['Metadata'],
  variants: ['missing', 'too-long', 'not-a-uri'],
  run: (context) =>
    entitiesOf(context).flatMap(({ element, entityId }): Verdict<Variant>[] => {
      const evidence = { at: element, attribute: 'entityID', received: entityId };
      if (entityId === '') return [fail('missing', evidence)];
      if (entityId.length > MAX_LENGTH) return [fail('too-long', evidence)];
      return /^[a-z][a-z0-9+.-]*:/i.test(entityId) ? [] : [fail('not-a-uri', { ...evidence, severity: 'info' })];
    }),
});
