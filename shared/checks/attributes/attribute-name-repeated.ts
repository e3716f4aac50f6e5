import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

type Variant = 'repeated' | 'case';

/** One Attribute for each name, its values inside: of a name that comes again, many readers keep only the last or the first. */
export const attributeNameRepeated = defineCheck({
  code: 'attribute-name-repeated',
  rank: 700,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.3',
  appliesTo: TOKEN_KINDS,
  variants: ['repeated', 'case'],
  run: ({ assertions }) =>
    assertions.flatMap(({ attributes }) => {
      const seen = new Map<string, string>();
      const told = new Set<string>();
      return attributes.flatMap(({ element, name }): Verdict<Variant>[] => {
        const folded = name.toLowerCase();
        const before = seen.get(folded);
        if (before === undefined) seen.set(folded, name);
        if (before === undefined || told.has(folded)) return [];
        told.add(folded);
        const evidence = { at: element, attribute: 'Name', expected: before, received: name };
        return [before === name ? fail('repeated', evidence) : fail('case', evidence)];
      });
    }),
});
