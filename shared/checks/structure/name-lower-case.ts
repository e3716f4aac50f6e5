import { looksLikeMetadata } from '#shared/saml/not-metadata.ts';
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
  variants: ['lower', 'metadata'],
  run: ({ subject: { document } }) => {
    const { root } = document;
    const isMetadata = looksLikeMetadata(root);
    // A parser of HTML leaves the declarations as they are; what copies from its page may not.
    const isSaml = OF_SAML.has(root.namespace) || (isMetadata && root.namespace === '');
    const name = isSaml ? vocabularyName(root.localName) : null;
    if (name === null || name === root.localName) return [];
    return [fail(isMetadata ? 'metadata' : 'lower', { at: root, expected: name, received: root.localName })];
  },
});
