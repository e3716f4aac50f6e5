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
    return scan.misplacedNames.map(({ element, expected }) => {
      const evidence = { at: element, expected, facts: { element: element.localName } };
      return element.namespace === ''
        ? fail('none', evidence)
        : fail('other', { ...evidence, received: element.namespace });
    });
  },
});
