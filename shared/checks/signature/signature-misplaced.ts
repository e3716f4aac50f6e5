import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The signature stands where the schema has it: first, or right behind Issuer. Readers that validate refuse it elsewhere. */
export const signatureMisplaced = defineCheck({
  code: 'signature-misplaced',
  rank: 1250,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-core 3.2.1',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'Metadata'],
  variants: ['elsewhere'],
  run: ({ subject }) => {
    const places = new Map<XmlElement, XmlElement | undefined>();
    const placeIn = (parent: XmlElement): XmlElement | undefined => {
      if (!places.has(parent)) places.set(parent, wantedPlace(parent));
      return places.get(parent);
    };
    return subject.signatures.flatMap(({ element }) => {
      const wanted = element.parent === null ? undefined : placeIn(element.parent);
      return wanted === element ? [] : [fail('elsewhere', { at: element })];
    });
  },
});

/** The child that ought to be the signature. Asked once for each parent, because thousands may stand in one. */
function wantedPlace(parent: XmlElement): XmlElement | undefined {
  const [first, second] = childElements(parent);
  return first !== undefined && isElement(first, NAMESPACE.assertion, 'Issuer') ? second : first;
}
