import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

/** Each entity is in an aggregate once: of two, one reader takes the first and another the last. */
export const metadataEntityRepeated = defineCheck({
  code: 'metadata-entity-repeated',
  rank: 890,
  owner: 'publisher',
  severity: 'warning',
  clause: 'saml-metadata 2.3.1',
  appliesTo: ['Metadata'],
  variants: ['repeated'],
  run: (context) => {
    const seen = new Set<string>();
    return entitiesOf(context).flatMap(({ element, entityId }) => {
      if (!seen.has(entityId)) {
        seen.add(entityId);
        return [];
      }
      return [fail('repeated', { at: element, attribute: 'entityID', received: entityId })];
    });
  },
});
