import type { Certificate } from '#shared/crypto/certificate.ts';
import type { CertificateReading } from '#shared/crypto/certificate-text.ts';
import type { SubjectConfirmation } from '#shared/saml/assertion.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/**
 * What several checks ask for, worked out for the first of them. Never a WeakMap from the context or the document: what
 * one holds survives the quick collections of V8 whether its key does or not, and here that is the whole message.
 */
export interface CheckMemo {
  usedCertificates: readonly UsedCertificate[] | null;
  bearerData: readonly ConfirmationData[] | null;
  metadataCertificates: readonly MetadataCertificate[] | null;
}

/** A trusted certificate that verified something in the message, and where. Each certificate once. */
export interface UsedCertificate {
  readonly certificate: Certificate;
  readonly at: XmlElement;
}

/** What stands in an X509Certificate of metadata, and whose and what for it is. */
export interface MetadataCertificate {
  readonly entity: Entity;
  readonly role: 'idp' | 'sp';
  /** Of a key for signing, or for both. */
  readonly isForSigning: boolean;
  readonly at: XmlElement;
  readonly reading: CertificateReading;
}

/** What a subject confirmation asks for (saml-core 2.4.1.2). */
export type ConfirmationData = NonNullable<SubjectConfirmation['data']>;
