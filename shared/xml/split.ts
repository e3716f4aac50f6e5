import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { readMisc, skipDeclaration } from './misc.ts';
import { childElements } from './navigate.ts';
import { skipMarkup } from './outline.ts';
import { parseXml } from './parse.ts';
import { placeOf } from './place.ts';
import type { XmlDocument, XmlElement } from './tree.ts';
import { XmlError } from './xml-error.ts';

/** Which elements to split off: items whose ancestors are all containers. Local names. */
export interface SplitNames {
  readonly container: string;
  readonly item: string;
}

/** Start tags above an item that are together longer than this would be parsed again and again: nothing is split off then. */
const MAX_OPEN_CHARS = 16 * 1024;

/** Items next to each other are parsed together up to so many characters: a few ms of work, 20 in a cold process. */
const PIECE_CHARS = 24 * 1024;

/**
 * Parses a large document piece by piece, as strictly as `parseXml` parses the whole: some items at a time are yielded as
 * soon as they are read, and what is left without them is returned at the end. A document element that is an item is
 * never split off.
 *
 * Offsets of an item belong to the text of its piece; positions in errors belong to the whole.
 *
 * @throws WorkbenchError of `parseXml`; beyond `LIMITS.splitChars` `xml-too-large`
 */
export function* splitElements(text: string, names: SplitNames): Generator<readonly XmlElement[], XmlDocument> {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (whole.length > LIMITS.splitChars) {
    throw new XmlError('xml-too-large', { size: whole.length, limit: LIMITS.splitChars });
  }
  const rest: string[] = [];
  let from = 0;
  for (const { start, end, open } of findPieces(whole, names)) {
    rest.push(whole.slice(from, start));
    from = end;
    yield parsePiece(whole, { start, end, open });
  }
  rest.push(whole.slice(from));
  return parseXml(rest.join(''));
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** The start tags around it, outermost first; the same object for all that stand in the same element. */
  readonly open: readonly string[];
}

/** Items that stand in the same element, with what is between them, put together. */
function* findPieces(text: string, names: SplitNames): Generator<Piece> {
  let piece: Piece | null = null;
  for (const item of findItems(text, names)) {
    if (piece === null) piece = item;
    else if (isNextTo(text, piece, item)) piece = { start: piece.start, end: item.end, open: item.open };
    else {
      yield piece;
      piece = item;
    }
  }
  if (piece !== null) yield piece;
}

/** Comments may be between them, other elements are not. */
function isNextTo(text: string, piece: Piece, item: Piece): boolean {
  if (piece.open !== item.open || item.end - piece.start > PIECE_CHARS) return false;
  return !/<[^!]/.test(text.slice(piece.end, item.start));
}

/** Walks over the markup down to the items, and over these as a whole. What is not well-formed is found when it is parsed. */
function* findItems(text: string, names: SplitNames): Generator<Piece> {
  let open: readonly string[] = [];
  const { end: root } = readMisc(text, skipDeclaration(text));
  let at = root;
  do {
    const start = text.indexOf('<', at);
    if (start === -1) return;
    const end = skipMarkup(text, start, text.charCodeAt(start + 1));
    const kind = kindOf(text, start, end);
    if (kind === 'end') open = open.slice(0, -1);
    if (kind === 'start') {
      const local = localNameAt(text, start);
      if (start > root && local === names.item && openLength(open) <= MAX_OPEN_CHARS) {
        const item = { start, end: endOfElement(text, end), open };
        yield item;
        at = item.end;
        continue;
      }
      // Whatever is neither container nor item is stepped over: no item inside it counts.
      if (local === names.container) open = [...open, text.slice(start, end)];
      else {
        at = endOfElement(text, end);
        continue;
      }
    }
    at = end;
  } while (open.length > 0);
}

type MarkupKind = 'start' | 'end' | 'other';

/** An empty element, a comment and the like open nothing. */
function kindOf(text: string, start: number, end: number): MarkupKind {
  const code = text.charCodeAt(start + 1);
  if (code === 0x2f) return 'end';
  return code === 0x21 || text.charCodeAt(end - 2) === 0x2f ? 'other' : 'start';
}

/** Behind the element whose start tag ends at `from`. */
function endOfElement(text: string, from: number): number {
  let at = from;
  for (let depth = 1; depth > 0; ) {
    const start = text.indexOf('<', at);
    if (start === -1) return text.length;
    at = skipMarkup(text, start, text.charCodeAt(start + 1));
    const kind = kindOf(text, start, at);
    if (kind !== 'other') depth += kind === 'end' ? -1 : 1;
  }
  return at;
}

function localNameAt(text: string, start: number): string {
  return /^<(?:[^\s<>/:]{1,100}:)?([^\s<>/:]{1,100})/.exec(text.slice(start, start + 204))?.[1] ?? '';
}

function openLength(open: readonly string[]): number {
  return open.reduce((length, tag) => length + tag.length, 0);
}

function parsePiece(whole: string, { start, end, open }: Piece): readonly XmlElement[] {
  const piece = whole.slice(start, end);
  const before = open.join('');
  const after = open.toReversed().map((tag) => `</${/^<([^\s/>]+)/.exec(tag)?.[1] ?? ''}>`);
  try {
    return childElements(innermost(parseXml(`${before}${piece}${after.join('')}`).root, open.length - 1));
  } catch (error) {
    throw error instanceof WorkbenchError ? moved(error, start - before.length, whole) : error;
  }
}

/** The element that the last of the start tags opens: each is the only child of the one before. */
function innermost(root: XmlElement, depth: number): XmlElement {
  let at = root;
  for (let level = 0; level < depth; level++) at = childElements(at)[0] ?? at;
  return at;
}

function moved(error: WorkbenchError, by: number, whole: string): WorkbenchError {
  const { position } = error.facts;
  if (typeof position !== 'number') return error;
  const at = position + by;
  return new WorkbenchError(
    { ...error, facts: { ...error.facts, position: at, place: placeOf(whole, at) } },
    { cause: error },
  );
}
