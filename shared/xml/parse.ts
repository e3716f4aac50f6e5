import { XMLParser } from 'fast-xml-parser';
import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { refuseForbiddenCharacters } from './characters.ts';
import { explainXmlError } from './explain-xml-error.ts';
import { notWellFormed } from './fault.ts';
import { readMisc, skipDeclaration } from './misc.ts';
import { type Outline, outlineElement } from './outline.ts';
import { type ProposedNode, proveElement } from './prove.ts';
import type { XmlDocument } from './tree.ts';
import { XmlError } from './xml-error.ts';

const TEXT = '#text';
const COMMENT = '#comment';
const CDATA = '#cdata';
/** What every element is called in a proposal: no element can be named so, and none can be called `#text` or `__proto__`. */
const ELEMENT = '<';

/**
 * Everything raw: no trimming, no numbers, no entities. Names and attributes stay in the text, from which `prove` reads
 * them strictly: with one key for all elements the parser takes two thirds of the time. It takes the slash of `<a/>`
 * for the end of a name, and off again after this.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  trimValues: false,
  parseTagValue: false,
  processEntities: false,
  textNodeName: TEXT,
  commentPropName: COMMENT,
  cdataPropName: CDATA,
  transformTagName: (name) => (name.endsWith('/') ? `${ELEMENT}/` : ELEMENT),
  strictReservedNames: false,
  maxNestedTags: LIMITS.xmlDepth,
  jPath: false,
});

/**
 * Reads an XML document, strictly and without losing a character of it.
 *
 * fast-xml-parser is lenient by nature. So it only proposes a tree: what limits and a glance can tell is
 * refused before it works, and `proveElement` then holds its tree against the text, character by character.
 * Refused is whatever is not well-formed or not namespace-well-formed, and beyond that: DOCTYPE, processing
 * instructions inside the document element, XML versions other than 1.0, and all that exceeds `LIMITS`.
 *
 * @param text decoded; a byte order mark at its start is dropped, and offsets count from behind it
 * @throws WorkbenchError `input-empty`, `xml-too-large`, `xml-doctype`, `xml-processing-instruction`, `xml-too-deep`,
 *   `xml-too-many-nodes`, `xml-too-many-attributes`, `xml-namespace`, `xml-not-well-formed`
 */
export function parseXml(text: string): XmlDocument {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (whole.length > LIMITS.xmlChars) {
    throw new XmlError('xml-too-large', { size: whole.length, limit: LIMITS.xmlChars });
  }
  if (whole === '') throw new InputError('input-empty');
  try {
    return readDocument(whole);
  } catch (error) {
    throw error instanceof WorkbenchError ? explainXmlError(error, whole) : error;
  }
}

function readDocument(whole: string): XmlDocument {
  refuseForbiddenCharacters(whole);
  const prolog = readMisc(whole, skipDeclaration(whole));
  if (!/^<[^/!]/.test(whole.slice(prolog.end, prolog.end + 2)))
    throw notWellFormed(prolog.end, 'the document element is expected');
  const outline = outlineElement(whole, prolog.end);
  const epilog = readMisc(whole, outline.end);
  if (epilog.end < whole.length) throw notWellFormed(epilog.end, 'more after the end of the document element');
  const proposal = propose(whole, prolog.end, outline);
  const root = proveElement(whole, prolog.end, proposal, readProposal);
  if (root.end !== outline.end) throw notWellFormed(root.end, 'more after the end of the document element');
  return { text: whole, root, prolog: prolog.nodes, epilog: epilog.nodes };
}

/** Lets fast-xml-parser read the document element; its own refusals, should any be left, become ours. */
function propose(text: string, start: number, outline: Outline): ProposedNode {
  let nodes: unknown;
  try {
    nodes = parser.parse(shorten(text, start, outline));
  } catch (cause) {
    throw notWellFormed(start, 'the parser refuses it', cause);
  }
  const root = Array.isArray(nodes) && nodes.length === 1 ? readProposal(nodes[0]) : null;
  if (root?.kind !== 'element') throw notWellFormed(start, 'there is not one document element');
  return root;
}

/**
 * The document element with one letter for each long text. The parser adds characters one by one, which takes many
 * times their size in memory; where a text ends does not depend on what is in it, and texts are taken from the original.
 */
function shorten(text: string, start: number, { end, longTexts }: Outline): string {
  const pieces: string[] = [];
  let from = start;
  for (let index = 0; index + 1 < longTexts.length; index += 2) {
    pieces.push(text.slice(from, longTexts[index]), 'x');
    from = longTexts[index + 1] ?? end;
  }
  pieces.push(text.slice(from, end));
  return pieces.join('');
}

const PROPOSED_TEXT: ProposedNode = { kind: 'text', children: [] };
const PROPOSED_COMMENT: ProposedNode = { kind: 'comment', children: [] };
const PROPOSED_CDATA: ProposedNode = { kind: 'cdata', children: [] };

/** One node of the parser's format: an object whose one key says what it is. */
function readProposal(node: unknown): ProposedNode | null {
  if (!isRecord(node)) return null;
  for (const key in node) {
    if (key === TEXT) return PROPOSED_TEXT;
    if (key === COMMENT) return PROPOSED_COMMENT;
    if (key === CDATA) return PROPOSED_CDATA;
    const children = node[key];
    if (key === ELEMENT && Array.isArray(children)) return { kind: 'element', children };
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
