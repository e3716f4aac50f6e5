import { defineCheck, fail } from '../engine/define-check.ts';

/** A login says something about the user besides the name. */
export const attributeStatementMissing = defineCheck({
  code: 'attribute-statement-missing',
  rank: 750,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.7.3',
  appliesTo: ['Response'],
  variants: ['none', 'none-for-map'],
  run: ({ assertions, attributes, knowledge }) => {
    const [first] = assertions;
    const hidden = assertions.some(({ encryptedAttributes }) => encryptedAttributes.length > 0);
    if (first === undefined || attributes.length > 0 || hidden) return [];
    const isMapped = (knowledge.connection?.attributes.length ?? 0) > 0;
    return [
      isMapped ? fail('none-for-map', { at: first.element, severity: 'warning' }) : fail('none', { at: first.element }),
    ];
  },
});
