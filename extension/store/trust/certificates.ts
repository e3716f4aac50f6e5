import { encodeBase64 } from '#shared/base/base64.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { printPem } from '#shared/crypto/pem.ts';

/** The certificate as PEM text (RFC 7468). */
export function toPem(certificate: Certificate): string {
  return printPem('CERTIFICATE', encodeBase64(certificate.der));
}
