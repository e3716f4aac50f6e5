import type { XmlElement } from '#shared/xml/tree.ts';
import type { Instant, NameIdentifier } from './values.ts';

/** What every protocol message has (saml-core 3.2.1, 3.2.2). */
export interface MessageHead {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly version: string | null;
  readonly issueInstant: Instant | null;
  readonly destination: string | null;
  readonly issuer: NameIdentifier | null;
  readonly consent: string | null;
}
