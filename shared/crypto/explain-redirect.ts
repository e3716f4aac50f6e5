/** How the sender wrote the query that it signed, where that is not how it arrived. */
export type RedirectForm =
  | 'lower-case' // %2b for %2B
  | 'upper-case'
  | 'plus' // + for a space that arrived as %20
  | 'percent-20' // %20 for a space that arrived as +
  | 'encoded-anew' // escaped by the rules of another library
  | 'decoded' // over the values without any escapes
  | 'without-relay-state'
  | 'empty-relay-state';

/** Longer queries are not looked at: no product takes them. */
const MAX_LENGTH = 64 * 1024;

/**
 * The other ways in which a sender may have written a query before it signed it (saml-bindings 3.4.4.1), at most
 * a dozen. For a diagnosis only: a signature is over the octets that arrived, or it is none.
 */
export function otherForms(signedText: string): readonly { readonly form: RedirectForm; readonly text: string }[] {
  if (signedText.length > MAX_LENGTH) return [];
  const candidates = FORMS.flatMap(({ form, write }) => ({ form, text: write(signedText) }));
  const seen = new Set([signedText]);
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text) !== undefined);
}

type Write = (text: string) => string;

const ESCAPE = /%[0-9A-Fa-f]{2}/g;
const lower: Write = (text) => text.replace(ESCAPE, (found) => found.toLowerCase());
const upper: Write = (text) => text.replace(ESCAPE, (found) => found.toUpperCase());

const FORMS: readonly { readonly form: RedirectForm; readonly write: Write }[] = [
  { form: 'lower-case', write: lower },
  { form: 'upper-case', write: upper },
  { form: 'percent-20', write: (text) => text.replaceAll('+', '%20') },
  { form: 'plus', write: (text) => text.replaceAll('%20', '+') },
  { form: 'encoded-anew', write: each(encodeURIComponent) },
  { form: 'encoded-anew', write: each(encodeStrict) },
  { form: 'encoded-anew', write: each(encodeForm) },
  { form: 'lower-case', write: (text) => lower(each(encodeStrict)(text)) },
  { form: 'lower-case', write: (text) => lower(each(encodeForm)(text)) },
  { form: 'decoded', write: each((value) => value) },
  { form: 'without-relay-state', write: (text) => text.replace(/&RelayState=[^&]*/, '') },
  { form: 'empty-relay-state', write: (text) => (text.includes('&RelayState=') ? text : withEmpty(text)) },
];

function withEmpty(text: string): string {
  return text.replace('&SigAlg=', '&RelayState=&SigAlg=');
}

/** RFC 3986: these too are escaped by strict encoders. */
function encodeStrict(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, hexOf);
}

/** application/x-www-form-urlencoded, as Java and .NET write it. */
function encodeForm(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()~]/g, hexOf)
    .replaceAll('%20', '+');
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Decodes every value and writes it by another rule; a text whose escapes are broken stays as it is. */
function each(encode: Write): Write {
  return (text) => {
    try {
      return text
        .split('&')
        .map((part) => writePart(part, encode))
        .join('&');
    } catch {
      return text;
    }
  };
}

function writePart(part: string, encode: Write): string {
  const mark = part.indexOf('=');
  return `${part.slice(0, mark + 1)}${encode(decodeURIComponent(part.slice(mark + 1).replaceAll('+', '%20')))}`;
}
