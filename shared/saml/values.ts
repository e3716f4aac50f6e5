import type { XmlElement } from '#shared/xml/tree.ts';

/** An xs:dateTime: as written, and in milliseconds since the epoch (null if it is none). */
export interface Instant {
  readonly text: string;
  readonly time: number | null;
}

/** NameID, Issuer and their like (saml-core 2.2.2), and SAML 1.1's NameIdentifier, whose Format and NameQualifier these are. */
export interface NameIdentifier {
  readonly element: XmlElement;
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly spProvidedId: string | null;
}

/** An identifier of a kind that a community defines (saml-core 2.2.1). */
export interface BaseIdentifier {
  readonly element: XmlElement;
  /** `xsi:type`, as written. */
  readonly type: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  /** All text inside. */
  readonly text: string;
}
