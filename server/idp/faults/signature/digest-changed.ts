import { defineFault } from '../engine/define-fault.ts';
import { signSoundly } from '../engine/signable-response.ts';

/** Each DigestValue is that of other content: neither the references nor, as they are signed, the signatures hold. */
export const digestChanged = defineFault({
  code: 'digest-changed',
  stage: 'signature',
  clause: 'xmldsig-core 3.2.1',
  title: 'The digests are those of other content',
  does: 'Response and assertion are signed; then the first character of each DigestValue is changed. What a signature says of the content is no longer true.',
  expected: 'refuse',
  finding: 'signature-invalid',
  sign: async (response) =>
    (await signSoundly(response)).replace(/(?<=<ds:DigestValue>)./g, (first) => (first === 'A' ? 'B' : 'A')),
});
