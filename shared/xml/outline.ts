import { LIMITS } from '#shared/base/limits.ts';
import { notWellFormed } from './fault.ts';
import { XmlError } from './xml-error.ts';

/** What a first look at the markup tells, before anything is built. */
export interface Outline {
  /** Behind the document element. */
  readonly end: number;
  /** Starts and ends of long texts, flat and in order; `]]>` may be in them, `<` is not. */
  readonly longTexts: readonly number[];
}

/** Texts longer than this are noted: cutting one out costs the parser less than its characters, which it adds one by one. */
const LONG_TEXT = 8;

/**
 * Walks over the markup of the document element that begins at `start`, and refuses what limits and a glance
 * can tell: DOCTYPE and processing instructions, depth, number of nodes, markup that never ends.
 * It allocates nothing per node. Names, attributes and whether tags match are for `prove`.
 *
 * @throws WorkbenchError `xml-doctype`, `xml-processing-instruction`, `xml-too-deep`, `xml-too-many-nodes`,
 *   `xml-not-well-formed`
 */
export function outlineElement(text: string, start: number): Outline {
  const longTexts: number[] = [];
  let at = start;
  let depth = 0;
  for (let nodes = 0; nodes <= LIMITS.xmlNodes; ) {
    const next = text.charCodeAt(at) === 0x3c ? at : text.indexOf('<', at);
    if (next === -1) throw notWellFormed(text.length, 'the document ends inside an element');
    if (next - at > LONG_TEXT) longTexts.push(at, next);
    const code = text.charCodeAt(next + 1);
    at = skipMarkup(text, next, code);
    depth += depthChange(text, code, at);
    if (depth > LIMITS.xmlDepth) throw new XmlError('xml-too-deep', { limit: LIMITS.xmlDepth });
    if (depth === 0) return { end: at, longTexts };
    if (code !== SLASH) nodes++;
  }
  throw new XmlError('xml-too-many-nodes', { limit: LIMITS.xmlNodes });
}

const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const QUESTION = 0x3f;

/**
 * Steps over one piece of markup that begins at `at`; `code` is what follows its `<`.
 * @throws WorkbenchError where it never ends, is a DOCTYPE or a processing instruction
 */
export function skipMarkup(text: string, at: number, code: number): number {
  if (code === SLASH) return skipPast(text, '>', at, at, 'an end tag that never ends');
  if (code === EXCLAMATION) return skipDeclared(text, at);
  if (code === QUESTION) throw new XmlError('xml-processing-instruction', { position: at });
  return skipStartTag(text, at);
}

function depthChange(text: string, code: number, end: number): number {
  if (code === SLASH) return -1;
  return code === EXCLAMATION || text.charCodeAt(end - 2) === SLASH ? 0 : 1;
}

/** Comments and CDATA sections are all that `<!` may begin here. */
function skipDeclared(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return skipPast(text, '-->', at + 4, at, 'a comment that never ends');
  if (text.startsWith('<![CDATA[', at)) return skipPast(text, ']]>', at + 9, at, 'a CDATA section that never ends');
  if (text.startsWith('<!DOCTYPE', at)) throw new XmlError('xml-doctype', { position: at });
  throw notWellFormed(at, 'a declaration inside the document');
}

function skipPast(text: string, closing: string, from: number, start: number, reason: string): number {
  const found = text.indexOf(closing, from);
  if (found === -1) throw notWellFormed(start, reason);
  return found + closing.length;
}

/** Steps over a start tag; a `>` between quotes does not end it. */
function skipStartTag(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at + 1;
    if (code === 0x3c) break;
    if (code === 0x22 || code === 0x27)
      at = skipPast(text, text.charAt(at), at + 1, at, 'an attribute value that never ends') - 1;
  }
  throw notWellFormed(start, 'a start tag that never ends');
}
