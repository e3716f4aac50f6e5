import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { notWellFormed } from './fault.ts';

/** What a first look at the markup tells, before anything is built. */
export interface Outline {
  /** Behind the document element. */
  readonly end: number;
  /** Starts and ends of long texts, flat and in order. */
  readonly longTexts: readonly number[];
}

/** Texts longer than this are noted in the outline. */
const LONG_TEXT = 1024;

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
  for (let nodes = 0; nodes <= LIMITS.xmlNodes; nodes++) {
    const next = text.charCodeAt(at) === 0x3c ? at : text.indexOf('<', at);
    if (next === -1) throw notWellFormed(text.length, 'the document ends inside an element');
    if (next - at > LONG_TEXT) longTexts.push(at, next);
    const code = text.charCodeAt(next + 1);
    if (code === 0x21) at = skipDeclared(text, next);
    else if (code === 0x3f) throw new WorkbenchError('xml-processing-instruction', { position: next });
    else if (code === 0x2f) {
      at = skipPast(text, '>', next, 'an end tag that never ends');
      depth--;
      nodes--;
    } else {
      at = skipStartTag(text, next);
      if (text.charCodeAt(at - 2) !== 0x2f && ++depth > LIMITS.xmlDepth) throw tooDeep();
    }
    if (depth === 0) return { end: at, longTexts };
  }
  throw new WorkbenchError('xml-too-many-nodes', { limit: LIMITS.xmlNodes });
}

function tooDeep(): WorkbenchError {
  return new WorkbenchError('xml-too-deep', { limit: LIMITS.xmlDepth });
}

/** Comments and CDATA sections are all that `<!` may begin here. */
function skipDeclared(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return skipPast(text, '-->', at + 4, 'a comment that never ends');
  if (text.startsWith('<![CDATA[', at)) return skipPast(text, ']]>', at + 9, 'a CDATA section that never ends');
  if (text.startsWith('<!DOCTYPE', at)) throw new WorkbenchError('xml-doctype', { position: at });
  throw notWellFormed(at, 'a declaration inside the document');
}

function skipPast(text: string, closing: string, at: number, reason: string): number {
  const found = text.indexOf(closing, at);
  if (found === -1) throw notWellFormed(at, reason);
  return found + closing.length;
}

/** Steps over a start tag; a `>` between quotes does not end it. */
function skipStartTag(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at + 1;
    if (code === 0x3c) break;
    if (code === 0x22 || code === 0x27)
      at = skipPast(text, text.charAt(at), at + 1, 'an attribute value that never ends') - 1;
  }
  throw notWellFormed(start, 'a start tag that never ends');
}
