import { defineFault } from '../engine/define-fault.ts';
import { signParts } from '../engine/signable-response.ts';

/** Sound signatures of a stranger, who brings his own certificate along. */
export const keyOther = defineFault({
  code: 'key-other',
  stage: 'signature',
  clause: 'saml-metadata 2.4.1.1',
  title: 'A key signed that the metadata does not have',
  does: 'Response and assertion are signed with another key, whose certificate is in KeyInfo. A certificate that comes with the message vouches for nothing: anybody can make one.',
  expected: 'refuse',
  finding: 'signature-invalid',
  sign: async ({ xml, assertionIds, responseId, otherKey }) =>
    signParts(xml, [...assertionIds, responseId], await otherKey()),
});
