import { defineCheck, fail } from '../engine/define-check.ts';
import { partsOf, SIGNABLE_KINDS } from './loose-parts.ts';

/** A signature says once what it signs: of two SignedInfo a careless reader verifies one and goes by the other. */
export const signatureSeveralSignedInfo = defineCheck({
  code: 'signature-several-signed-info',
  rank: 80,
  owner: 'sender',
  severity: 'error',
  clause: 'CVE-2025-29774',
  appliesTo: SIGNABLE_KINDS,
  variants: ['several'],
  run: ({ subject }) =>
    subject.signatures.flatMap(({ element }) => {
      const [, second] = partsOf(element, 'SignedInfo');
      return second === undefined ? [] : [fail('several', { at: second, expected: 'one SignedInfo' })];
    }),
});
