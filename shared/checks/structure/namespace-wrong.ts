import { MESSAGE_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Each element with a name of SAML is in the namespace of that name: otherwise no reader takes it for what it looks like. */
export const namespaceWrong = defineCheck({
  code: 'namespace-wrong',
  rank: 50,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 1.2',
  brings: ['schema-violated'],
  appliesTo: MESSAGE_KINDS,
  variants: ['ok', 'none', 'other'],
  run: ({ subject, scan }) => {
    if (scan.misplacedNames.length === 0) return [pass('ok', { at: subject.document.root })];
    const isMetadata = /^Entit(?:y|ies)Descriptor$/.test(subject.document.root.localName);
    return scan.misplacedNames.map(({ element, expected }) => {
      const by = isMetadata ? ({ owner: 'publisher' } as const) : {};
      const evidence = { at: element, expected, facts: { element: element.localName }, ...by };
      return element.namespace === ''
        ? fail('none', evidence)
        : fail('other', { ...evidence, received: element.namespace });
    });
  },
});
