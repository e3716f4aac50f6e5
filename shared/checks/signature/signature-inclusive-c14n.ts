import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { partsOf, referencesOf, transformsOf } from './loose-parts.ts';

const INCLUSIVE = /\/REC-xml-c14n-20010315|\/xml-c14n11/;
const EXCLUSIVE = /\/xml-exc-c14n#/;

/** An assertion's signature does not depend on the namespaces around it, so that it can be taken out of its response. */
export const signatureInclusiveC14n = defineCheck({
  code: 'signature-inclusive-c14n',
  rank: 1260,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-core 5.4.3',
  appliesTo: TOKEN_KINDS,
  variants: ['inclusive'],
  run: ({ subject }) =>
    subject.signatures
      .filter(({ element, on }) => on === 'Assertion' && isInclusive(element))
      .map(({ element }) => fail('inclusive', { at: element })),
});

/** Without any canonicalization a reference is canonicalized inclusively (xmldsig-core 4.4.3.2). */
function isInclusive(signature: XmlElement): boolean {
  const methods = partsOf(signature, 'SignedInfo').flatMap((info) => partsOf(info, 'CanonicalizationMethod'));
  if (methods.some((method) => INCLUSIVE.test(attributeOf(method, 'Algorithm') ?? ''))) return true;
  return referencesOf(signature).some(
    (reference) =>
      !transformsOf(reference).some((transform) => EXCLUSIVE.test(attributeOf(transform, 'Algorithm') ?? '')),
  );
}
