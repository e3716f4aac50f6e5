import type { Certificate } from '#shared/crypto/certificate.ts';
import type { SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import { coveringReport } from '#shared/crypto/what-is-signed.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/**
 * The keys that may have signed a message: those of its issuer, and pasted ones. The key of another entity of
 * the same federation proves nothing about this one (saml-metadata 2.4.1.1).
 */
export function keysFor(message: SamlMessage, keys: readonly TrustedKey[]): readonly TrustedKey[] {
  const issuer = issuerOf(message);
  return keys.filter(({ entityId }) => entityId === null || entityId === issuer);
}

/** Who a message says it is from: its own Issuer, or for a response without one that of its first assertion. */
export function issuerOf(message: SamlMessage): string | null {
  if (message.kind === 'Metadata') return message.entities[0]?.entityId ?? null;
  if (message.issuer !== null) return message.issuer.value;
  return message.kind === 'Response' || message.kind === 'Response11'
    ? (message.assertions[0]?.issuer?.value ?? null)
    : null;
}

/** Whether a certificate is one that somebody vouches for as the key of this issuer. */
export function isKeyOf(issuer: string | null, certificate: Certificate | null, keys: readonly TrustedKey[]): boolean {
  return keys.some(
    (key) => key.certificate.sha256 === certificate?.sha256 && (key.entityId === null || key.entityId === issuer),
  );
}

/** The valid signature around an element, by a key of that issuer; null if there is none. */
export function trustedReport(
  element: XmlElement,
  issuer: string | null,
  signatures: readonly SignatureReport[],
  keys: readonly TrustedKey[],
): SignatureReport | null {
  const own = signatures.filter(({ certificate }) => isKeyOf(issuer, certificate, keys));
  return coveringReport(element, own);
}

/** Whether an element has a signature of its own, valid or not. */
export function hasOwnSignature(element: XmlElement, signatures: readonly SignatureReport[]): boolean {
  return signatures.some((signature) => signature.element.parent === element);
}
