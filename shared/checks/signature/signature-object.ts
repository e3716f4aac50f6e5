import { defineCheck, fail } from '../engine/define-check.ts';
import { partsOf, SIGNABLE_KINDS } from './loose-parts.ts';

/** A SAML signature holds no Object: what it signs is around it, and wrapped messages hide in there. */
export const signatureObject = defineCheck({
  code: 'signature-object',
  rank: 100,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 5.4.1',
  appliesTo: SIGNABLE_KINDS,
  variants: ['object'],
  run: ({ subject }) =>
    subject.signatures.flatMap(({ element }) => partsOf(element, 'Object').map((at) => fail('object', { at }))),
});
