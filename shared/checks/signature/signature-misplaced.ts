import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The signature stands where the schema has it: first, or right behind Issuer. Readers that validate refuse it elsewhere. */
export const signatureMisplaced = defineCheck({
  code: 'signature-misplaced',
  severity: 'info',
  clause: 'saml-core 3.2.1',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'Metadata'],
  variants: ['elsewhere'],
  run: ({ subject }) =>
    subject.signatures.flatMap(({ element }) => {
      const [first, second] = element.parent === null ? [] : childElements(element.parent);
      const wanted = first !== undefined && isElement(first, NAMESPACE.assertion, 'Issuer') ? second : first;
      return wanted === element ? [] : [fail('elsewhere', { at: element })];
    }),
});
