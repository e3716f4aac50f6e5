import { formatInstant } from '#shared/base/instant.ts';
import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import { certificateEnd, certificateWords } from '../engine/certificate-words.ts';
import { certificatesUsed } from '../engine/certificates-used.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';

/** The certificate that verified a signature is within its dates. Trust comes from metadata, so many never look (saml-metadata-iop 2.6.1). */
export const certificateExpired = defineCheck({
  code: 'certificate-expired',
  rank: 930,
  owner: 'sender',
  severity: 'warning',
  clause: 'RFC 5280 4.1.2.5',
  appliesTo: SIGNED_KINDS,
  variants: ['ok', 'expired', 'not-yet', 'no-clock'],
  run: (context) =>
    certificatesUsed(context).map(({ certificate, at }) => {
      const { now } = context.subject;
      const facts = { certificate: certificateWords(certificate) };
      if (now === null) return unknown('no-clock', 'time', { at, facts });
      if (now > certificate.notAfter) return fail('expired', { at, received: certificateEnd(certificate), facts });
      const early = now < certificate.notBefore - context.knowledge.clockSkew;
      if (early) return fail('not-yet', { at, received: formatInstant(certificate.notBefore), facts });
      return pass('ok', { at, received: certificateEnd(certificate), facts });
    }),
});
