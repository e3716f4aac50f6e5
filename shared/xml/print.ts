import type { XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './tree.ts';

/** What a piece of source is, for a display to colour. */
export type PrintKind =
  | 'punctuation'
  | 'element-name'
  | 'attribute-name'
  | 'attribute-value'
  | 'text'
  | 'comment'
  | 'cdata'
  | 'instruction';

/** A piece of the source: `document.text.slice(start, end)` is exactly what to show, never escaped anew. */
export interface PrintToken {
  readonly kind: PrintKind;
  readonly start: number;
  readonly end: number;
}

export interface PrintLine {
  /** Levels of nesting. Meant for display: it is no part of the source. */
  readonly indent: number;
  readonly tokens: readonly PrintToken[];
  /** The element whose tag or content the line shows; null before and after the document element. */
  readonly element: XmlElement | null;
}

interface Printer {
  readonly text: string;
  readonly lines: PrintLine[];
}

/**
 * Lays a document out for reading: an element to a line, or start and end tag on lines of their own where it holds
 * elements. Comments, CDATA sections and all text but the white space between tags are kept, in their own place and as
 * they were written: a comment inside a NameID must be seen (CVE-2017-11427). Text with line breaks takes several lines.
 */
export function printLines(document: XmlDocument): readonly PrintLine[] {
  const printer: Printer = { text: document.text, lines: [] };
  const declarationEnd = document.text.startsWith('<?xml') ? document.text.indexOf('?>') + 2 : 0;
  if (declarationEnd > 0) addLine(printer, 0, [{ kind: 'instruction', start: 0, end: declarationEnd }], null);
  for (const node of document.prolog) addLine(printer, 0, [nodeToken(node)], null);
  printElement(printer, document.root, 0);
  for (const node of document.epilog) addLine(printer, 0, [nodeToken(node)], null);
  return printer.lines;
}

/** Recursion is bounded: no document is deeper than `LIMITS.xmlDepth`. */
function printElement(printer: Printer, element: XmlElement, indent: number): void {
  const open = startTagTokens(printer.text, element);
  const close = endTagTokens(printer.text, element, open.at(-1)?.end ?? element.end);
  if (!element.children.some((child) => child.kind === 'element')) {
    addLine(printer, indent, [...open, ...element.children.map(nodeToken), ...close], element);
    return;
  }
  addLine(printer, indent, open, element);
  for (const child of element.children) printChild(printer, child, element, indent + 1);
  addLine(printer, indent, close, element);
}

function printChild(printer: Printer, child: XmlNode, parent: XmlElement, indent: number): void {
  if (child.kind === 'element') printElement(printer, child, indent);
  else if (!isLayout(printer.text, child)) addLine(printer, indent, [nodeToken(child)], parent);
}

/** White space between tags, as written: a reference to white space was put there on purpose and is shown. */
function isLayout(text: string, node: XmlNode): boolean {
  return node.kind === 'text' && !node.cdata && /^[ \t\r\n]*$/.test(text.slice(node.start, node.end));
}

function nodeToken(node: XmlNode | XmlComment | XmlInstruction): PrintToken {
  const { kind, start, end } = node;
  if (kind === 'text') return { kind: node.cdata ? 'cdata' : 'text', start, end };
  return { kind: kind === 'element' ? 'punctuation' : kind, start, end };
}

/** One attribute as written; the document is well-formed, so that this cannot fail on it. Begins where `lastIndex` says. */
const ATTRIBUTE = /[ \t\r\n]+([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')/y;

function startTagTokens(text: string, { name, start }: XmlElement): readonly PrintToken[] {
  const nameEnd = start + 1 + name.length;
  const tokens: PrintToken[] = [
    { kind: 'punctuation', start, end: start + 1 },
    { kind: 'element-name', start: start + 1, end: nameEnd },
  ];
  let end = nameEnd;
  ATTRIBUTE.lastIndex = end;
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    tokens.push(...attributeTokens(match, end));
    end = ATTRIBUTE.lastIndex;
  }
  return [...tokens, { kind: 'punctuation', start: end, end: text.indexOf('>', end) + 1 }];
}

function attributeTokens([whole, name = '', value = '']: RegExpExecArray, start: number): readonly PrintToken[] {
  const nameStart = start + whole.indexOf(name);
  const end = start + whole.length;
  return [
    { kind: 'punctuation', start, end: nameStart },
    { kind: 'attribute-name', start: nameStart, end: nameStart + name.length },
    { kind: 'punctuation', start: nameStart + name.length, end: end - value.length },
    { kind: 'attribute-value', start: end - value.length, end },
  ];
}

function endTagTokens(text: string, element: XmlElement, openEnd: number): readonly PrintToken[] {
  if (openEnd === element.end) return [];
  const start = text.lastIndexOf('</', element.end - 1);
  const nameEnd = start + 2 + element.name.length;
  return [
    { kind: 'punctuation', start, end: start + 2 },
    { kind: 'element-name', start: start + 2, end: nameEnd },
    { kind: 'punctuation', start: nameEnd, end: element.end },
  ];
}

/** Adds a line, or several where the source has line breaks; the breaks themselves belong to no token. */
function addLine(printer: Printer, indent: number, tokens: readonly PrintToken[], element: XmlElement | null): void {
  const source = printer.text.slice(tokens[0]?.start, tokens.at(-1)?.end);
  if (!/[\r\n]/.test(source)) {
    printer.lines.push({ indent, tokens, element });
    return;
  }
  let line: PrintToken[] = [];
  for (const token of tokens) {
    const [first, ...others] = splitAtBreaks(printer.text, token);
    if (first !== undefined) line.push(first);
    for (const piece of others) {
      printer.lines.push({ indent, tokens: line.filter(hasExtent), element });
      line = [piece];
    }
  }
  printer.lines.push({ indent, tokens: line.filter(hasExtent), element });
}

function hasExtent({ start, end }: PrintToken): boolean {
  return end > start;
}

function splitAtBreaks(text: string, { kind, start, end }: PrintToken): readonly PrintToken[] {
  const pieces: PrintToken[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(/\r\n?|\n/g)) {
    pieces.push({ kind, start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  pieces.push({ kind, start: from, end });
  return pieces;
}
