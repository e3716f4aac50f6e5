import { hasComments } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { partsOf, referencesOf, SIGNABLE_KINDS } from './loose-parts.ts';

/** No comment inside DigestValue or SignatureValue, where it makes two readers see two values. */
export const signatureValueComment = defineCheck({
  code: 'signature-value-comment',
  rank: 90,
  owner: 'sender',
  severity: 'error',
  clause: 'CVE-2025-29775',
  appliesTo: SIGNABLE_KINDS,
  variants: ['comment'],
  run: ({ subject, scan }) =>
    (scan.hasComments ? subject.signatures : [])
      .flatMap(({ element }) => [
        ...partsOf(element, 'SignatureValue'),
        ...referencesOf(element).flatMap((reference) => partsOf(reference, 'DigestValue')),
      ])
      .filter(hasComments)
      .map((at) => fail('comment', { at, facts: { element: at.localName } })),
});
