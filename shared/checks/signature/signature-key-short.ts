import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { certificatesUsed } from '../engine/certificates-used.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Bits of an RSA modulus: below the first anybody can find the key, below the second an organisation can (NIST SP 800-131A). */
const BROKEN = 1024;
const SHORT = 2048;

/** The RSA keys that verified something are long enough. */
export const signatureKeyShort = defineCheck({
  code: 'signature-key-short',
  rank: 330,
  owner: 'sender',
  severity: 'warning',
  clause: 'NIST SP 800-131A 3',
  appliesTo: SIGNED_KINDS,
  variants: ['ok', 'short', 'broken'],
  run: (context) =>
    certificatesUsed(context)
      .filter(({ certificate }) => certificate.keyType === 'RSA')
      .map(({ certificate, at }) => {
        const bits = certificate.keyBits;
        const facts = { certificate: certificateWords(certificate) };
        const evidence = { at, expected: `at least ${SHORT} bits`, received: `${bits} bits`, facts };
        if (bits < BROKEN) return fail('broken', { ...evidence, severity: 'error' });
        return bits < SHORT ? fail('short', evidence) : pass('ok', evidence);
      }),
});
