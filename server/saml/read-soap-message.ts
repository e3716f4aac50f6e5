import { SamlError } from '#shared/saml/saml-error.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { unwrap } from './read-incoming.ts';

/**
 * Reads the text of a message from the SOAP binding (saml-bindings 3.2.2.1); `onlySoapMessage` finds the message in it.
 * @param text the body of the HTTP message; XML as it is, without any encoding around it
 * @throws WorkbenchError `soap-invalid`, and what decoding throws
 */
export function readSoapMessage(text: string): WireMessage {
  if (!text.trimStart().startsWith('<'))
    throw new SamlError('soap-invalid', { reason: 'it does not begin as XML does' });
  return unwrap(readSoap(text));
}
