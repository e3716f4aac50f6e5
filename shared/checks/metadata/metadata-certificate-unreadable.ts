import { CERTIFICATE_MISTAKES } from '#shared/crypto/certificate-text.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { severityOfOne } from './entities.ts';
import { keyCertificatesOf } from './key-certificates.ts';

/** Each X509Certificate holds the base64 of one certificate and nothing else. What stands there instead is never quoted. */
export const metadataCertificateUnreadable = defineCheck({
  code: 'metadata-certificate-unreadable',
  rank: 895,
  owner: 'publisher',
  severity: 'error',
  clause: 'xmldsig-core 4.5.4',
  brings: ['metadata-signing-key-missing', 'metadata-encryption-key-missing'],
  appliesTo: ['Metadata'],
  variants: CERTIFICATE_MISTAKES,
  run: (context) =>
    keyCertificatesOf(context).flatMap(({ entity, at, reading: { mistake } }) => {
      if (mistake === null) return [];
      const severity = mistake === 'private-key' ? 'error' : severityOfOne(context);
      return [fail(mistake, { at, severity, facts: { entity: entity.entityId } })];
    }),
});
