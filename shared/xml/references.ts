import { isXmlCharacter } from './characters.ts';
import { notWellFormed } from './fault.ts';

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Longest of all: `#x0010FFFF` with some zeros to spare; a longer one is read all the same, up to here. */
const MAX_REFERENCE_CHARS = 64;

/**
 * Decodes the five entities and character references (XML 1.0, 4.1 and 4.6). There is no DOCTYPE,
 * so no other entity can be known.
 *
 * @param raw as written, from `position` of the document
 * @param plain what is done to the text between references: line ends or white space are normalised there
 *   and only there, because a reference to a line end means that very character (XML 1.0, 2.11 and 3.3.3)
 * @throws WorkbenchError `xml-not-well-formed`
 */
export function decodeReferences(raw: string, position: number, plain: (text: string) => string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at);
    if (end === -1 || end - at > MAX_REFERENCE_CHARS)
      throw notWellFormed(position + at, 'an ampersand that begins no reference');
    if (at > from) parts.push(plain(raw.slice(from, at)));
    parts.push(resolveReference(raw.slice(at + 1, end), position + at));
    from = end + 1;
  }
  parts.push(plain(raw.slice(from)));
  return parts.join('');
}

function resolveReference(name: string, position: number): string {
  const entity = PREDEFINED.get(name);
  if (entity !== undefined) return entity;
  const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  if (match === null) throw notWellFormed(position, `the entity "${name}" is not known`);
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 10) : Number.parseInt(match[1], 16);
  if (!isXmlCharacter(code)) throw notWellFormed(position, `"&${name};" refers to a forbidden character`);
  return String.fromCodePoint(code);
}

/** Line ends become line feeds (XML 1.0, 2.11). */
export function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** In an attribute value every white space character, and every line end, becomes a space (XML 1.0, 3.3.3). */
export function normaliseWhiteSpace(text: string): string {
  return text.replace(/\r\n|[\t\n\r]/g, ' ');
}
