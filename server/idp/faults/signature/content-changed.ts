import { defineFault } from '../engine/define-fault.ts';
import { signSoundly } from '../engine/signable-response.ts';

/** The signatures are sound; what they cover is not what they were made over. */
export const contentChanged = defineFault({
  code: 'content-changed',
  stage: 'signature',
  clause: 'xmldsig-core 3.2.1',
  title: 'An attribute was changed after signing',
  does: 'Response and assertion are signed; then the first attribute gets another value. Only who computes the digests anew can see it.',
  expected: 'refuse',
  finding: 'signature-invalid',
  sign: async (response) => (await signSoundly(response)).replace(/(?<=<saml:AttributeValue>)[^<]*/, 'somebody-else'),
});
