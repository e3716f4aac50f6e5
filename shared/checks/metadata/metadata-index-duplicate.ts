import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

type Variant = 'index' | 'default' | 'missing';

/** Each assertion consumer has an index, of its own, and at most one is the default. */
export const metadataIndexDuplicate = defineCheck({
  code: 'metadata-index-duplicate',
  rank: 880,
  owner: 'publisher',
  severity: 'warning',
  clause: 'saml-metadata 2.2.3',
  appliesTo: ['Metadata'],
  variants: ['index', 'default', 'missing'],
  run: (context) =>
    entitiesOf(context).flatMap(({ element: at, entityId, sp }) => {
      const found: Verdict<Variant>[] = [];
      const consumers = sp?.assertionConsumer ?? [];
      const indexes = consumers.flatMap(({ index }) => index ?? []);
      const seen = new Set<string>();
      const again = indexes.find((index) => seen.has(index) || seen.add(index) === undefined);
      const facts = { entity: entityId };
      if (again !== undefined) found.push(fail('index', { at, received: again, facts }));
      if (consumers.some(({ index }) => index === null)) found.push(fail('missing', { at, facts }));
      const defaults = consumers.filter(({ isDefault }) => isDefault).length;
      if (defaults > 1) found.push(fail('default', { at, expected: '1', received: String(defaults), facts }));
      return found;
    }),
});
