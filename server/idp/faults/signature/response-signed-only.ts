import { defineFault } from '../engine/define-fault.ts';
import { signParts } from '../engine/signable-response.ts';

/** Sound: a signature covers everything inside. */
export const responseSignedOnly = defineFault({
  code: 'response-signed-only',
  stage: 'signature',
  clause: 'saml-core 5.3',
  title: 'The response alone is signed',
  does: 'The assertion has no signature of its own. The one of the Response around it covers it. That is enough, unless the metadata of the service provider wants assertions signed (WantAssertionsSigned): then it may refuse this, too.',
  expected: 'accept',
  finding: 'signature-on-one',
  sign: ({ xml, responseId, key }) => signParts(xml, [responseId], key),
});
