import { isNcName, isWhiteSpace } from './characters.ts';
import { notWellFormed } from './fault.ts';
import { normaliseLineEnds } from './references.ts';
import type { XmlComment, XmlInstruction } from './tree.ts';
import { XmlError } from './xml-error.ts';

/** What may stand before and after the document element (XML 1.0, production 27), and where it ends. */
export interface Misc {
  readonly nodes: readonly (XmlComment | XmlInstruction)[];
  /** Offset of what comes next: the document element, text that does not belong, or the end. */
  readonly end: number;
}

/**
 * Reads white space, comments and processing instructions from `at` on.
 * @throws WorkbenchError `xml-doctype`, `xml-not-well-formed`
 */
export function readMisc(text: string, at: number): Misc {
  const nodes: (XmlComment | XmlInstruction)[] = [];
  let end = skipWhiteSpace(text, at);
  for (let node = readOne(text, end); node !== null; node = readOne(text, end)) {
    nodes.push(node);
    end = skipWhiteSpace(text, node.end);
  }
  return { nodes, end };
}

function readOne(text: string, at: number): XmlComment | XmlInstruction | null {
  if (text.startsWith('<!--', at)) return readComment(text, at);
  if (text.startsWith('<?', at)) return readInstruction(text, at);
  if (text.startsWith('<!DOCTYPE', at)) throw new XmlError('xml-doctype', { position: at });
  return null;
}

/** Reads the comment that begins at `at` (XML 1.0, 2.5). */
export function readComment(text: string, at: number): XmlComment {
  const close = text.indexOf('--', at + 4);
  if (close === -1) throw notWellFormed(at, 'a comment that never ends');
  if (text.charAt(close + 2) !== '>') throw notWellFormed(close, '"--" inside a comment');
  return { kind: 'comment', value: normaliseLineEnds(text.slice(at + 4, close)), start: at, end: close + 3 };
}

function readInstruction(text: string, at: number): XmlInstruction {
  const close = text.indexOf('?>', at + 2);
  if (close === -1) throw notWellFormed(at, 'a processing instruction that never ends');
  const content = text.slice(at + 2, close);
  const length = content.search(/[ \t\r\n]/);
  const target = length === -1 ? content : content.slice(0, length);
  if (target.toLowerCase() === 'xml') throw notWellFormed(at, 'an XML declaration that is not at the very start');
  if (!isNcName(target)) throw notWellFormed(at, 'a processing instruction without a proper target');
  const data = normaliseLineEnds(content.slice(target.length)).replace(/^[ \t\n]+/, '');
  return { kind: 'instruction', target, data, start: at, end: close + 2 };
}

/** The first offset from `at` on that is not white space. */
export function skipWhiteSpace(text: string, at: number): number {
  let end = at;
  while (isWhiteSpace(text.charCodeAt(end))) end++;
  return end;
}

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][A-Za-z0-9._-]*\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/;

/**
 * Steps over the XML declaration (XML 1.0, 2.8); 0 where there is none. Version 1.0 only: 1.1 has other
 * characters and line ends, and no SAML product sends it.
 * @throws WorkbenchError `xml-not-well-formed`
 */
export function skipDeclaration(text: string): number {
  if (!/^<\?xml[ \t\r\n]/.test(text)) return 0;
  const match = DECLARATION.exec(text.slice(0, 1000));
  if (match === null) throw notWellFormed(0, 'the XML declaration is malformed or not of version 1.0');
  return match[0].length;
}
