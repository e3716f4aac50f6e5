import type { XmlElement } from '#shared/xml/tree.ts';

/** The versions of SOAP that SAML travels in (saml-bindings 3.2 names 1.1; some products send 1.2). */
export type SoapVersion = '1.1' | '1.2';

/** Namespace of an envelope. */
export const SOAP_NAMESPACE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** Media type of an envelope (SOAP 1.1, 6; RFC 3902). */
export const SOAP_MEDIA_TYPE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
};

/** The version of an envelope; null where the element is none. */
export function soapVersionOf({ localName, namespace }: XmlElement): SoapVersion | null {
  if (localName !== 'Envelope') return null;
  if (namespace === SOAP_NAMESPACE['1.1']) return '1.1';
  return namespace === SOAP_NAMESPACE['1.2'] ? '1.2' : null;
}
