import type { Certificate } from '#shared/crypto/certificate.ts';

/** A certificate for people: whose, and the beginning of its SHA-256 fingerprint. */
export function certificateWords(certificate: Certificate | null): string {
  return certificate === null ? 'none' : `${certificate.subject} (SHA-256 ${certificate.sha256.slice(0, 16)}…)`;
}
