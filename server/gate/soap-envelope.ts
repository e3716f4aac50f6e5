import { type SoapVersion, soapVersionOf } from '#shared/wire/soap-version.ts';
import { rootOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { mustBeUnderstood } from './must-be-understood.ts';

/** What the envelope of a message says of how a message is to be answered. */
export interface SoapEnvelope {
  readonly version: SoapVersion;
  /** The name of a header block that has to be understood and is not (SOAP 1.1, 4.2.3); null where there is none. */
  readonly notUnderstood: string | null;
}

/** What the envelope around a message says. */
export function soapEnvelopeOf(message: XmlElement): SoapEnvelope {
  const envelope = rootOf(message);
  return { version: soapVersionOf(envelope) ?? '1.1', notUnderstood: mustBeUnderstood(envelope) };
}
