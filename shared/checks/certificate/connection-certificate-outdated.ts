import { certificateWords } from '../engine/certificate-words.ts';
import { certificatesUsed } from '../engine/certificates-used.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The connection knows the certificate that the IdP's metadata has and that signed: a pinned one was not left behind. */
export const connectionCertificateOutdated = defineCheck({
  code: 'connection-certificate-outdated',
  rank: 290,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Response', 'LogoutRequest', 'LogoutResponse'],
  variants: ['outdated'],
  run: (context) => {
    const { knowledge, expected, subject } = context;
    const idp = knowledge.connection?.idp;
    if (idp === undefined || expected.sender !== 'idp' || subject.message.issuer?.value !== idp.entityId) return [];
    return certificatesUsed(context)
      .filter(({ certificate }) => !idp.certificates.some(({ sha256 }) => sha256 === certificate.sha256))
      .map(({ certificate, at }) =>
        fail('outdated', {
          at,
          expected: idp.certificates.slice(0, 3).map(certificateWords).join(', ') || 'none',
          received: certificateWords(certificate),
        }),
      );
  },
});
