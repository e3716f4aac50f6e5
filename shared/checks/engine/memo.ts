import type { Certificate } from '#shared/crypto/certificate.ts';
import type { SubjectConfirmation } from '#shared/saml/assertion.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/**
 * What several checks ask for, worked out for the first of them. Never a WeakMap from the context or the document: what
 * one holds survives the quick collections of V8 whether its key does or not, and here that is the whole message.
 */
export interface CheckMemo {
  usedCertificates: readonly UsedCertificate[] | null;
  bearerData: readonly ConfirmationData[] | null;
}

/** A trusted certificate that verified something in the message, and where. Each certificate once. */
export interface UsedCertificate {
  readonly certificate: Certificate;
  readonly at: XmlElement;
}

/** What a subject confirmation asks for (saml-core 2.4.1.2). */
export type ConfirmationData = NonNullable<SubjectConfirmation['data']>;
