import { isMeant } from '#shared/mapping/find-attributes.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Names of session attributes that rules go by. */
const ROLE = /^(?:member_?of|groups?|roles?|entitlements?)$/i;

/** The attribute that rules go by came, where the map has one that may be missing. */
export const attributeRoleMissing = defineCheck({
  code: 'attribute-role-missing',
  rank: 740,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.3',
  appliesTo: ['Response'],
  variants: ['missing'],
  run: ({ assertions, attributes, knowledge, subject: { message } }) => {
    const [first] = assertions;
    if (first === undefined) return [];
    return (knowledge.connection?.attributes ?? [])
      .filter(({ to, required }) => !required && ROLE.test(to))
      .filter((row) => !attributes.some((each) => isMeant(row, each) && each.values.length > 0))
      .map(({ from, to }) => fail('missing', { at: message.element, expected: from, facts: { name: to } }));
  },
});
