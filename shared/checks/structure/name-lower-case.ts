import { defineCheck, fail } from '../engine/define-check.ts';
import { OF_SAML, vocabularyName } from '../engine/name-homes.ts';

/** The root has its name as SAML writes it: XML tells upper from lower case, and what HTML parsers write is in lower case. */
export const nameLowerCase = defineCheck({
  code: 'name-lower-case',
  rank: 49,
  owner: 'user',
  severity: 'error',
  clause: 'saml-core 1.2',
  appliesTo: ['Other'],
  variants: ['lower'],
  run: ({ subject: { document } }) => {
    const { root } = document;
    const name = OF_SAML.has(root.namespace) ? vocabularyName(root.localName) : null;
    if (name === null || name === root.localName) return [];
    return [fail('lower', { at: root, expected: name, received: root.localName })];
  },
});
