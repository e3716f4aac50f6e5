import { WorkbenchError } from '#shared/base/errors.ts';
import { looksLikeSaml } from '#shared/wire/recognise.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { fold } from './fold.ts';
import { maskXml } from './mask-xml.ts';
import type { Redactor } from './redactor.ts';

/** What stands for a value that cannot be decoded: it cannot be either, and says why and how large it was. */
export function unreadableValue(value: string, error: WorkbenchError, redactor: Redactor): string {
  return `(${label(value, error, redactor)})`;
}

/** What stands for a message that is no XML: none either, for the same reason if it can be, and of SAML as the message was. */
export function unreadableXml(xml: string, error: WorkbenchError, redactor: Redactor): string {
  if (error.code === 'xml-not-well-formed') {
    const masked = maskXml(xml);
    if (looksLikeSaml(masked) && isWrongAlike(masked, error)) {
      redactor.count('unreadable');
      return masked;
    }
  }
  return `<${label(xml, error, redactor)} xmlns="urn:oasis:names:tc:SAML:2.0:protocol"`;
}

function isWrongAlike(masked: string, { code, facts }: WorkbenchError): boolean {
  try {
    parseXml(masked);
    return false;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.code === code && error.facts['position'] === facts['position'];
    throw error;
  }
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
