import { defineCheck, fail } from '../engine/define-check.ts';
import { SIGNABLE_KINDS } from './loose-parts.ts';

/**
 * No signature is a keyed hash: whoever takes the public certificate for the shared secret verifies what anybody
 * could make.
 */
export const signatureHmac = defineCheck({
  code: 'signature-hmac',
  rank: 130,
  owner: 'sender',
  severity: 'error',
  clause: 'xmldsig-core 6.3.1',
  appliesTo: SIGNABLE_KINDS,
  variants: ['hmac'],
  run: ({ subject }) => {
    const inside = subject.signatures.map(({ element, algorithm }) => ({ at: element, algorithm }));
    const beside = subject.redirectSignature;
    const all = beside === null ? inside : [...inside, { at: subject.message.element, algorithm: beside.algorithm }];
    return all.flatMap(({ at, algorithm }) =>
      algorithm !== null && /[#/]hmac-/i.test(algorithm) ? [fail('hmac', { at, received: algorithm })] : [],
    );
  },
});
