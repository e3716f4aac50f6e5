import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { isWhiteSpace } from './characters.ts';
import { notWellFormed } from './fault.ts';
import { skipWhiteSpace } from './misc.ts';
import { type NameTable, type QName, splitName } from './names.ts';
import { checkDeclaration } from './namespaces.ts';
import { decodeReferences, normaliseWhiteSpace } from './references.ts';
import type { XmlDeclaration } from './tree.ts';

/** A start tag taken apart; attributes still wait for their namespaces. */
export interface StartTag {
  readonly attributes: readonly RawAttribute[];
  readonly declarations: readonly XmlDeclaration[];
  readonly isEmpty: boolean;
  /** Behind the `>`. */
  readonly end: number;
}

export interface RawAttribute {
  readonly qName: QName;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const NONE: readonly never[] = [];

/**
 * Reads a start tag (XML 1.0, 3.1) from behind its name at `at`: attributes, namespace declarations, `>` or `/>`.
 * @throws WorkbenchError `xml-not-well-formed`, `xml-too-many-attributes`
 */
export function readStartTag(text: string, at: number, names: NameTable): StartTag {
  if (text.charCodeAt(at) === 0x3e) return { attributes: NONE, declarations: NONE, isEmpty: false, end: at + 1 };
  const attributes: RawAttribute[] = [];
  const declarations: XmlDeclaration[] = [];
  let end = at;
  for (let next = skipWhiteSpace(text, end); !isTagEnd(text, next); next = skipWhiteSpace(text, end)) {
    if (next === end) throw notWellFormed(next, 'white space is missing before an attribute');
    const attribute = readAttribute(text, next, names);
    end = attribute.end;
    sortIn(attribute, attributes, declarations);
  }
  const close = skipWhiteSpace(text, end);
  const isEmpty = text.charCodeAt(close) === 0x2f;
  return { attributes, declarations, isEmpty, end: close + (isEmpty ? 2 : 1) };
}

function isTagEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x3e || (code === 0x2f && text.charCodeAt(at + 1) === 0x3e);
}

function readAttribute(text: string, start: number, names: NameTable): RawAttribute {
  const nameEnd = endOfName(text, start);
  const qName = splitName(text.slice(start, nameEnd), names);
  if (qName === null) throw notWellFormed(start, 'an attribute name is expected');
  const equals = skipWhiteSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== 0x3d) throw notWellFormed(equals, `"=" is expected after "${qName.name}"`);
  const quote = skipWhiteSpace(text, equals + 1);
  const mark = text.charAt(quote);
  if (mark !== '"' && mark !== "'") throw notWellFormed(quote, 'a quoted value is expected');
  const close = text.indexOf(mark, quote + 1);
  if (close === -1) throw notWellFormed(quote, 'an attribute value that never ends');
  return { qName, value: readValue(text.slice(quote + 1, close), quote + 1), start, end: close + 1 };
}

function endOfName(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3d || code === 0x3e || code === 0x2f || isWhiteSpace(code)) return at;
  }
  return text.length;
}

function readValue(raw: string, position: number): string {
  if (!/[&<\t\n\r]/.test(raw)) return raw;
  const less = raw.indexOf('<');
  if (less !== -1) throw notWellFormed(position + less, '"<" in an attribute value');
  return decodeReferences(raw, position, normaliseWhiteSpace);
}

/** Attributes and declarations go into lists of their own; together they obey one limit. */
function sortIn(attribute: RawAttribute, attributes: RawAttribute[], declarations: XmlDeclaration[]): void {
  const { prefix, localName } = attribute.qName;
  if (attributes.length + declarations.length >= LIMITS.xmlAttributes) {
    throw new WorkbenchError('xml-too-many-attributes', { limit: LIMITS.xmlAttributes });
  }
  const isDefault = prefix === '' && localName === 'xmlns';
  if (!isDefault && prefix !== 'xmlns') {
    attributes.push(attribute);
    return;
  }
  const declaration = { prefix: isDefault ? '' : localName, namespace: attribute.value };
  checkDeclaration(declaration, attribute.start);
  if (declarations.some((other) => other.prefix === declaration.prefix)) {
    throw notWellFormed(attribute.start, `"${attribute.qName.name}" is there twice`);
  }
  declarations.push(declaration);
}
