import { durationWords } from '#shared/base/duration-words.ts';
import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import { certificateEnd, certificateWords } from '../engine/certificate-words.ts';
import { certificatesUsed } from '../engine/certificates-used.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

const SOON = 30 * 86_400_000;

/** The certificate that verified a signature lasts for another 30 days. */
export const certificateExpiresSoon = defineCheck({
  code: 'certificate-expires-soon',
  rank: 940,
  owner: 'sender',
  severity: 'warning',
  clause: 'RFC 5280 4.1.2.5',
  appliesTo: SIGNED_KINDS,
  variants: ['ok', 'soon'],
  run: (context) =>
    certificatesUsed(context).flatMap(({ certificate, at }) => {
      const { now } = context.subject;
      if (now === null || now > certificate.notAfter) return [];
      const left = certificate.notAfter - now;
      const facts = { certificate: certificateWords(certificate), left: durationWords(left) };
      const evidence = { at, received: certificateEnd(certificate), facts };
      return [left < SOON ? fail('soon', evidence) : pass('ok', evidence)];
    }),
});
