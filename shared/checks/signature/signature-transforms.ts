import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { referencesOf, SIGNABLE_KINDS, transformsOf } from './loose-parts.ts';

type Variant = 'xslt' | 'xpath' | 'too-many';

/** Transforms are two at the most, and none that picks or rewrites what is signed (xmldsig-bestpractices 2.1). */
export const signatureTransforms = defineCheck({
  code: 'signature-transforms',
  rank: 110,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 5.4.4',
  appliesTo: SIGNABLE_KINDS,
  variants: ['xslt', 'xpath', 'too-many'],
  run: ({ subject }) => subject.signatures.flatMap(({ element }) => referencesOf(element).flatMap(judge)),
});

function judge(reference: XmlElement): readonly Verdict<Variant>[] {
  const transforms = transformsOf(reference);
  const named = transforms.flatMap((at): Verdict<Variant>[] => {
    const algorithm = attributeOf(at, 'Algorithm') ?? '';
    if (/xslt/i.test(algorithm)) return [fail('xslt', { at, received: algorithm })];
    return /xpath|xmldsig-filter2/i.test(algorithm) ? [fail('xpath', { at, received: algorithm })] : [];
  });
  if (named.length > 0 || transforms.length <= 2) return named;
  return [fail('too-many', { at: reference, expected: 'at most 2', received: String(transforms.length) })];
}
