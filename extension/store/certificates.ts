import { encodeBase64 } from '#shared/base/base64.ts';
import { durationWords } from '#shared/base/duration-words.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { printPem } from '#shared/crypto/pem.ts';

const SOON = 30 * 86_400_000;

/** The certificate as PEM text (RFC 7468). */
export function toPem(certificate: Certificate): string {
  return printPem('CERTIFICATE', encodeBase64(certificate.der));
}

/** `AB:CD:...`, as other tools show fingerprints. */
export function toFingerprint(hex: string): string {
  return hex.toUpperCase().replace(/..(?=.)/g, '$&:');
}

/** How a certificate's validity stands at a moment: `expired 3 days ago`, `expires in 12 days`; null where nothing is worth saying. */
export function describeCertificateAge({ notBefore, notAfter }: Certificate, at: number): string | null {
  if (at < notBefore) return `begins in ${durationWords(notBefore - at)}`;
  if (at > notAfter) return `expired ${durationWords(at - notAfter)} ago`;
  return notAfter - at < SOON ? `expires in ${durationWords(notAfter - at)}` : null;
}
