import { WorkbenchError } from '#shared/base/errors.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { type SoapVersion, soapVersionOf } from '#shared/wire/soap-version.ts';
import { rootOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { mustBeUnderstood } from './must-be-understood.ts';
import { unwrap } from './read-incoming.ts';

/** What the envelope of a message says of how a message is to be answered. */
export interface SoapEnvelope {
  readonly version: SoapVersion;
  /** The name of a header block that has to be understood and is not (SOAP 1.1, 4.2.3); null where there is none. */
  readonly notUnderstood: string | null;
}

/**
 * Reads the text of a message from the SOAP binding (saml-bindings 3.2.2.1); `onlySoapMessage` finds the message in it.
 * @param text the body of the HTTP message; XML as it is, without any encoding around it
 * @throws WorkbenchError `soap-invalid`, and what decoding throws
 */
export function readSoapMessage(text: string): WireMessage {
  if (!text.trimStart().startsWith('<'))
    throw new WorkbenchError('soap-invalid', { reason: 'it does not begin as XML does' });
  return unwrap(readSoap(text));
}

/** What the envelope around a message says. */
export function soapEnvelopeOf(message: XmlElement): SoapEnvelope {
  const envelope = rootOf(message);
  return { version: soapVersionOf(envelope) ?? '1.1', notUnderstood: mustBeUnderstood(envelope) };
}
