import type { WorkbenchError } from '#shared/base/errors.ts';
import { fold } from './fold.ts';
import type { Redactor } from './redactor.ts';

/** What stands for a value that cannot be decoded: it cannot be either, and says why and how large it was. */
export function unreadableValue(value: string, error: WorkbenchError, redactor: Redactor): string {
  return `(${label(value, error, redactor)})`;
}

/** What stands for a message that is no XML: none either, but of SAML as the message was. */
export function unreadableXml(xml: string, error: WorkbenchError, redactor: Redactor): string {
  return `<${label(xml, error, redactor)} xmlns="urn:oasis:names:tc:SAML:2.0:protocol"`;
}

/** The same for a SOAP envelope. */
export function unreadableEnvelope(text: string, error: WorkbenchError, redactor: Redactor): string {
  return `<Envelope xmlns="urn:oasis:names:tc:SAML:2.0:protocol">(${label(text, error, redactor)})`;
}

function label(text: string, error: WorkbenchError, redactor: Redactor): string {
  redactor.count('unreadable');
  return `${redactor.pseudonyms.numbered('unreadable', fold(`unreadable ${text}`))} ${error.code} ${sizeClass(text.length)}`;
}

/** The next power of two, in characters: more would tell one text from another. */
export function sizeClass(length: number): string {
  return `up to ${2 ** Math.ceil(Math.log2(Math.max(length, 16)))} characters`;
}
