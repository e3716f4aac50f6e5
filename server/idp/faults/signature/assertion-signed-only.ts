import { defineFault } from '../engine/define-fault.ts';
import { signParts } from '../engine/signable-response.ts';

/** Sound: what is consumed is signed. */
export const assertionSignedOnly = defineFault({
  code: 'assertion-signed-only',
  stage: 'signature',
  clause: 'saml-profiles 4.1.4.5',
  title: 'The assertion alone is signed',
  does: 'The Response around the signed assertion has no signature. That is enough: a service provider consumes what the assertion says.',
  expected: 'accept',
  finding: 'signature-on-one',
  sign: ({ xml, assertionIds, key }) => signParts(xml, assertionIds, key),
});
