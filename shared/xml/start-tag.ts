import { LIMITS } from '#shared/base/limits.ts';
import { isWhiteSpace } from './characters.ts';
import { sharedNamespace } from './common-names.ts';
import { notWellFormed } from './fault.ts';
import { skipWhiteSpace } from './misc.ts';
import { type NameTable, splitName } from './names.ts';
import { checkDeclaration } from './namespaces.ts';
import { decodeReferences, normaliseWhiteSpace } from './references.ts';
import type { Building, XmlAttribute, XmlDeclaration } from './tree.ts';
import { XmlError } from './xml-error.ts';

/** A start tag taken apart. */
export interface StartTag {
  /** Their namespaces wait for the declarations to be in scope: they are all `''` so far. */
  readonly attributes: readonly Building<XmlAttribute>[];
  readonly declarations: readonly XmlDeclaration[];
  readonly isEmpty: boolean;
  /** Behind the `>`. */
  readonly end: number;
}

const NONE: readonly never[] = [];

/**
 * Reads a start tag (XML 1.0, 3.1) from behind its name at `at`: attributes, namespace declarations, `>` or `/>`.
 * @throws WorkbenchError `xml-not-well-formed`, `xml-too-many-attributes`
 */
export function readStartTag(text: string, at: number, names: NameTable): StartTag {
  if (text.charCodeAt(at) === 0x3e) return { attributes: NONE, declarations: NONE, isEmpty: false, end: at + 1 };
  let attributes: Building<XmlAttribute>[] | null = null;
  let declarations: XmlDeclaration[] | null = null;
  let end = at;
  for (let next = skipWhiteSpace(text, end); !isTagEnd(text, next); next = skipWhiteSpace(text, end)) {
    if (next === end) throw notWellFormed(next, 'white space is missing before an attribute');
    const attribute = readAttribute(text, next, names);
    end = attribute.end;
    const declared = asDeclaration(attribute);
    if (declared === null) {
      if (attributes === null) attributes = [attribute];
      else attributes.push(attribute);
    } else {
      declarations = addDeclaration(declared, declarations, attribute);
    }
    refuseTooMany((attributes?.length ?? 0) + (declarations?.length ?? 0));
  }
  const close = skipWhiteSpace(text, end);
  const isEmpty = text.charCodeAt(close) === 0x2f;
  return {
    attributes: attributes ?? NONE,
    declarations: declarations ?? NONE,
    isEmpty,
    end: close + (isEmpty ? 2 : 1),
  };
}

function isTagEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x3e || (code === 0x2f && text.charCodeAt(at + 1) === 0x3e);
}

function refuseTooMany(count: number): void {
  if (count > LIMITS.xmlAttributes) throw new XmlError('xml-too-many-attributes', { limit: LIMITS.xmlAttributes });
}

function readAttribute(text: string, start: number, names: NameTable): Building<XmlAttribute> {
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
  const value = readValue(text.slice(quote + 1, close), quote + 1);
  const { name, prefix, localName } = qName;
  return { name, prefix, localName, namespace: '', value, start, end: close + 1 };
}

/** Where a name that begins at `start` ends: before white space, `=`, `/`, `>` or the end of the text. */
export function endOfName(text: string, start: number): number {
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

/** `xmlns="..."` and `xmlns:p="..."` declare namespaces and are no attributes (Namespaces in XML 1.0, 3). */
function asDeclaration({ name, prefix, localName, value }: XmlAttribute): XmlDeclaration | null {
  if (prefix === 'xmlns') return { prefix: localName, namespace: sharedNamespace(value) };
  return name === 'xmlns' ? { prefix: '', namespace: sharedNamespace(value) } : null;
}

/** An array that begins with one entry takes a tenth of the memory of one that begins empty; most have one. */
function addDeclaration(
  declaration: XmlDeclaration,
  others: XmlDeclaration[] | null,
  { name, start }: XmlAttribute,
): XmlDeclaration[] {
  checkDeclaration(declaration, start);
  if (others === null) return [declaration];
  for (const { prefix } of others) {
    if (prefix === declaration.prefix) throw notWellFormed(start, `"${name}" is there twice`);
  }
  others.push(declaration);
  return others;
}
