import { MESSAGE_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** No two elements of the document have the same ID: a signature could then be taken for either's. */
export const duplicateId = defineCheck({
  code: 'duplicate-id',
  rank: 150,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 1.3.4',
  appliesTo: MESSAGE_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'duplicate'],
  run: ({ subject, scan }) => {
    if (scan.repeatedIds.length === 0) return [pass('ok', { at: subject.document.root })];
    return scan.repeatedIds.map(({ element, attribute, id }) =>
      fail('duplicate', { at: element, attribute, received: id }),
    );
  },
});
