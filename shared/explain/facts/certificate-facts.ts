import { durationWords } from '#shared/base/duration-words.ts';
import { momentWords } from '#shared/base/instant.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { type Fact, fact, noted, type Tone } from './fact.ts';

const SOON = 30 * 86_400_000;

/**
 * A certificate: whose, from when until when, by which fingerprint to compare it.
 * @param at the moment that its validity is told as of, in milliseconds since the epoch; null where nobody knows it
 */
export function certificateFacts(certificate: Certificate, at: number | null): readonly Fact[] {
  const { subject, issuer, notBefore, notAfter, keyType, keyBits, curve, sha256, sha1 } = certificate;
  const span = `${momentWords(notBefore)} to ${momentWords(notAfter)}`;
  return [
    ...fact('subject', subject),
    ...fact('certificate-issuer', issuer === subject ? 'itself' : issuer),
    ...fact('validity', noted(span, at === null ? null : certificateAge(certificate, at)), {
      tone: toneAt(certificate, at),
    }),
    ...fact('key', `${keyType} ${curve ?? (keyBits === 0 ? '' : `${keyBits} bits`)}`.trim()),
    ...fact('sha256', noted(toFingerprint(sha256), null, sha256)),
    ...fact('sha1', noted(toFingerprint(sha1), null, sha1)),
  ];
}

/** `AB:CD:...`, as other tools show fingerprints. */
export function toFingerprint(hex: string): string {
  return hex.toUpperCase().replace(/..(?=.)/g, '$&:');
}

/** How a certificate's validity stands at a moment: `expired 3 days ago`, `expires in 12 days`; null where nothing is worth saying. */
export function certificateAge({ notBefore, notAfter }: Certificate, at: number): string | null {
  if (at < notBefore) return `begins in ${durationWords(notBefore - at)}`;
  if (at > notAfter) return `expired ${durationWords(at - notAfter)} ago`;
  return notAfter - at < SOON ? `expires in ${durationWords(notAfter - at)}` : null;
}

function toneAt({ notBefore, notAfter }: Certificate, at: number | null): Tone {
  return at !== null && (at < notBefore || at > notAfter) ? 'bad' : 'plain';
}
