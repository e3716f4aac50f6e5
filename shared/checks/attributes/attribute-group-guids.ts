import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { isGroupAttribute } from './group-attributes.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Groups are names that a person can write a rule for, not directory object identifiers. */
export const attributeGroupGuids = defineCheck({
  code: 'attribute-group-guids',
  rank: 1100,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: TOKEN_KINDS,
  variants: ['guids'],
  run: ({ assertions, knowledge }) =>
    assertions
      .flatMap(({ attributes }) => attributes)
      .filter(isGroupAttribute)
      .flatMap(({ element, name, values }) => {
        const mapped = knowledge.connection?.attributes
          .filter(({ from }) => from === name)
          .flatMap(({ values: map }) => [...map.keys()]);
        const bare = values.filter((value) => GUID.test(value) && !mapped?.includes(value));
        if (bare.length === 0) return [];
        return [fail('guids', { at: element, received: bare[0] ?? null, facts: { name, count: bare.length } })];
      }),
});
