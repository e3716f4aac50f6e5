import { notWellFormed } from './fault.ts';

// NCName of Namespaces in XML 1.0 (the name productions of XML 1.0, 5th edition, without the colon).
const START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const REST = `${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}`;
const NC_NAME = new RegExp(`^[${START}][${REST}]*$`, 'u');

/** Whether a text is a name without a colon (Namespaces in XML 1.0, production 4). */
export function isNcName(text: string): boolean {
  return NC_NAME.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Refuses characters that no XML document may have (XML 1.0, production 2), half surrogate pairs included.
 * @throws WorkbenchError `xml-not-well-formed` at the first of them
 */
export function refuseForbiddenCharacters(text: string): void {
  const position = text.search(FORBIDDEN);
  if (position !== -1) throw notWellFormed(position, `the character ${codeOf(text, position)} is forbidden`);
  if (text.isWellFormed()) return;
  throw notWellFormed(text.search(LONE_SURROGATE), 'half of a surrogate pair is forbidden');
}

/** Whether a code point may stand in a document, which a character reference must obey too. */
export function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** Space, tab, line feed, carriage return (XML 1.0, production 3). */
export function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

function codeOf(text: string, position: number): string {
  return `U+${text.charCodeAt(position).toString(16).toUpperCase().padStart(4, '0')}`;
}
