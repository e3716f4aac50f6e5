import type { Exchange, RequestBody } from './exchange.ts';

/**
 * What a message, or a page that will send one, has in it: the parameters of saml-bindings 3.4 to 3.6 and of
 * ws-federation 13, and the names that SAML's XML begins with (plain in a SOAP body, escaped in a form).
 */
const MARKS = [
  'SAMLRequest',
  'SAMLResponse',
  'SAMLart',
  'wresult',
  'wa=wsign',
  'urn:oasis:names:tc:SAML',
  'urn%3Aoasis%3Anames%3Atc%3ASAML',
];

/** Whether a URL, a body or a page speaks of SAML: a plain search, one pass for each mark, nothing is decoded. */
export function mentionsSaml(text: string | null): boolean {
  return text !== null && MARKS.some((mark) => text.includes(mark));
}

/** Whether an exchange carries a SAML message or is one step away from it (its redirect or its page does). */
export function carriesSaml(exchange: Exchange): boolean {
  const { url, redirectUrl, requestBody, responseText } = exchange;
  return mentionsSaml(url) || mentionsSaml(redirectUrl) || bodyMentionsSaml(requestBody) || mentionsSaml(responseText);
}

function bodyMentionsSaml(body: RequestBody | null): boolean {
  if (body === null) return false;
  return (
    mentionsSaml(body.text) || (body.params ?? []).some(({ name, value }) => mentionsSaml(name) || isEncodedXml(value))
  );
}

/** Under any parameter's name, base64 of something that begins with `<`, too long to be there by chance. */
function isEncodedXml(value: string): boolean {
  return value.length >= 200 && /^P[A-P]/.test(value);
}
