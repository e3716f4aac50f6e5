import { printInstant } from '#shared/base/instant.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';

/** What is told of a certificate, made once for each: one certificate signs thousands of messages. */
const told = new WeakMap<Certificate, { readonly words: string; readonly end: string }>();

function tell(certificate: Certificate): { readonly words: string; readonly end: string } {
  const known = told.get(certificate);
  if (known !== undefined) return known;
  const words = `${certificate.subject} (SHA-256 ${certificate.sha256.slice(0, 16)}…)`;
  const made = { words, end: printInstant(certificate.notAfter) };
  told.set(certificate, made);
  return made;
}

/** A certificate for people: whose, and the beginning of its SHA-256 fingerprint. */
export function certificateWords(certificate: Certificate | null): string {
  return certificate === null ? 'none' : tell(certificate).words;
}

/** When a certificate ends, as an instant of SAML. */
export function certificateEnd(certificate: Certificate): string {
  return tell(certificate).end;
}
