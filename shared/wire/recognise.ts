/** `SAMLRequest` and `SAMLResponse` (saml-bindings 3.4.3, 3.5.3), and `wresult` (ws-federation 13.2.2). */
const MESSAGE_NAMES: ReadonlySet<string> = new Set(['SAMLRequest', 'SAMLResponse', 'wresult']);

/** Whether a parameter of this name carries a message, whatever its value looks like. */
export function isMessageName(name: string): boolean {
  return MESSAGE_NAMES.has(name);
}

/** Shorter values are tokens and flags; the shortest real message is longer when deflated and encoded. */
const SHORTEST = 80;

/**
 * Whether a value under another name is worth decoding, to see if it is a message: base64, escaped base64 or markup of
 * some length, at a glance on its beginning only. Most parameters of a trace end here.
 */
export function mayBeMessage(value: string): boolean {
  if (/^\s*</.test(value.slice(0, SHORTEST))) return value.length >= SHORTEST;
  return value.length >= SHORTEST && /^[A-Za-z0-9+/_\- \r\n%]+=*\s*$/.test(value.slice(0, SHORTEST));
}

const SAML_NAMESPACES = [
  'urn:oasis:names:tc:SAML:',
  'http://docs.oasis-open.org/ws-sx/ws-trust/',
  'http://schemas.xmlsoap.org/ws/2005/02/trust',
];

/** Whether XML text speaks of SAML: its start tag is there, and a namespace of SAML or of a WS-Trust answer. */
export function looksLikeSaml(xml: string): boolean {
  return xml.startsWith('<') && SAML_NAMESPACES.some((namespace) => xml.includes(namespace));
}
