import { notWellFormed } from './fault.ts';
import { readComment, skipWhiteSpace } from './misc.ts';
import { type NameTable, type QName, splitName } from './names.ts';
import { enterScope, leaveScope, type NamespaceScope, newScope, resolvePrefix } from './namespaces.ts';
import { decodeReferences, normaliseLineEnds } from './references.ts';
import { endOfName, readStartTag, type StartTag } from './start-tag.ts';
import type { Building, XmlAttribute, XmlElement, XmlNode, XmlText } from './tree.ts';

/** One node as the parser proposes it: what kind, and for an element its children. */
export interface ProposedNode {
  readonly kind: 'element' | 'text' | 'comment' | 'cdata';
  readonly children: readonly unknown[];
}

/** Reads one node of the parser's own format; null if it is none. */
export type ReadProposal = (node: unknown) => ProposedNode | null;

interface Walk {
  readonly text: string;
  readonly read: ReadProposal;
  readonly names: NameTable;
  readonly scope: NamespaceScope;
  /** Known of the whole text once, so that not every piece must be searched. */
  readonly hasReferences: boolean;
  readonly hasCdataEnd: boolean;
  /** All before it is accounted for. */
  at: number;
}

/**
 * Builds the tree from what the parser proposes, and proves it on the way: a cursor goes over the original
 * text in lockstep with the proposal, and every character must be accounted for by exactly the node that
 * stands there. What the parser saw otherwise than the standard does is thereby refused, whatever it was.
 *
 * @param text whole, free of forbidden characters; the element begins at `start`
 * @param proposal the one node at the top of the proposal
 * @throws WorkbenchError `xml-not-well-formed`, `xml-namespace`, `xml-too-many-attributes`
 */
export function proveElement(text: string, start: number, proposal: ProposedNode, read: ReadProposal): XmlElement {
  const walk: Walk = {
    text,
    read,
    names: new Map(),
    scope: newScope(),
    hasReferences: text.includes('&'),
    hasCdataEnd: text.includes(']]>'),
    at: start,
  };
  return proveOne(walk, proposal, null);
}

/** Recursion is bounded: the outline has held the depth to its limit. */
function proveOne(walk: Walk, proposal: ProposedNode, parent: XmlElement | null): XmlElement {
  const start = walk.at;
  const qName = walk.text.charCodeAt(start) === 0x3c ? readName(walk, start + 1) : null;
  if (qName === null) throw notWellFormed(start, 'a tag with a proper name is expected');
  const tag = readStartTag(walk.text, start + 1 + qName.name.length, walk.names);
  const hidden = enterScope(walk.scope, tag.declarations);
  const element: Building<XmlElement> = {
    kind: 'element',
    name: qName.name,
    prefix: qName.prefix,
    localName: qName.localName,
    namespace: resolvePrefix(walk.scope, qName.prefix, start),
    attributes: resolveAttributes(walk, tag.attributes),
    declarations: tag.declarations,
    children: NO_CHILDREN,
    parent,
    start,
    end: tag.end,
  };
  walk.at = tag.end;
  if (proposal.children.length > 0) element.children = proveChildren(walk, tag, proposal, element);
  if (!tag.isEmpty) proveEndTag(walk, element.name);
  element.end = walk.at;
  leaveScope(walk.scope, tag.declarations, hidden);
  return element;
}

const NO_CHILDREN: readonly never[] = [];

/** The name that ends at white space, `/` or `>`; null if it is none. */
function readName({ text, names }: Walk, start: number): QName | null {
  return splitName(text.slice(start, endOfName(text, start)), names);
}

function proveChildren(walk: Walk, tag: StartTag, { children }: ProposedNode, parent: XmlElement): readonly XmlNode[] {
  if (tag.isEmpty) throw notWellFormed(walk.at, 'content in an element that is empty');
  return children.map((child) => {
    const node = walk.read(child);
    if (node === null) throw notWellFormed(walk.at, 'content that does not belong here');
    return proveNode(walk, node, parent);
  });
}

function proveNode(walk: Walk, node: ProposedNode, parent: XmlElement): XmlNode {
  switch (node.kind) {
    case 'element':
      return proveOne(walk, node, parent);
    case 'text':
      return proveText(walk);
    case 'cdata':
      return proveCdata(walk);
    case 'comment':
      return proveComment(walk);
  }
}

function proveEndTag(walk: Walk, name: string): void {
  const { text, at } = walk;
  if (!text.startsWith('</', at) || !text.startsWith(name, at + 2)) throw notWellFormed(at, `"</${name}>" is expected`);
  const end = skipWhiteSpace(text, at + 2 + name.length);
  if (text.charCodeAt(end) !== 0x3e) throw notWellFormed(at, `"</${name}>" is expected`);
  walk.at = end + 1;
}

/** Character data up to the next markup (XML 1.0, 2.4). */
function proveText(walk: Walk): XmlText {
  const { text, at: start } = walk;
  const end = text.indexOf('<', start);
  if (end <= start) throw notWellFormed(start, 'character data is expected');
  const raw = text.slice(start, end);
  const stray = walk.hasCdataEnd ? raw.indexOf(']]>') : -1;
  if (stray !== -1) throw notWellFormed(start + stray, '"]]>" in character data');
  const value =
    walk.hasReferences && raw.includes('&') ? decodeReferences(raw, start, normaliseLineEnds) : normaliseLineEnds(raw);
  walk.at = end;
  return { kind: 'text', value, cdata: false, start, end };
}

function proveCdata(walk: Walk): XmlText {
  const { text, at: start } = walk;
  const close = text.indexOf(']]>', start);
  if (!text.startsWith('<![CDATA[', start) || close === -1) throw notWellFormed(start, 'a CDATA section is expected');
  walk.at = close + 3;
  return { kind: 'text', value: normaliseLineEnds(text.slice(start + 9, close)), cdata: true, start, end: close + 3 };
}

function proveComment(walk: Walk): XmlNode {
  if (!walk.text.startsWith('<!--', walk.at)) throw notWellFormed(walk.at, 'a comment is expected');
  const comment = readComment(walk.text, walk.at);
  walk.at = comment.end;
  return comment;
}

/** Unprefixed attributes are in no namespace, whatever the default is (Namespaces in XML 1.0, 6.2). */
function resolveAttributes(walk: Walk, attributes: readonly Building<XmlAttribute>[]): readonly XmlAttribute[] {
  for (const attribute of attributes) {
    if (attribute.prefix !== '') attribute.namespace = resolvePrefix(walk.scope, attribute.prefix, attribute.start);
  }
  if (attributes.length > 1) refuseDuplicates(attributes);
  return attributes;
}

/** No two attributes of one expanded name (Namespaces in XML 1.0, 6.3), which covers two of the same name. */
function refuseDuplicates(attributes: readonly XmlAttribute[]): void {
  const twice = attributes.length > FEW ? findTwiceByTable(attributes) : findTwice(attributes);
  if (twice !== null) throw notWellFormed(twice.start, `the attribute "${twice.name}" is there twice`);
}

/** Up to this many, comparing each with each is quicker than a table. */
const FEW = 8;

function findTwice(attributes: readonly XmlAttribute[]): XmlAttribute | null {
  for (let index = 1; index < attributes.length; index++) {
    const { localName, namespace } = attributes[index] ?? NO_NAME;
    for (let before = 0; before < index; before++) {
      const other = attributes[before] ?? NO_NAME;
      if (other.localName === localName && other.namespace === namespace) return attributes[index] ?? null;
    }
  }
  return null;
}

const NO_NAME = { localName: '', namespace: '' };

function findTwiceByTable(attributes: readonly XmlAttribute[]): XmlAttribute | null {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    // No local name has a space, so that two pairs cannot make one key.
    const key = `${attribute.localName} ${attribute.namespace}`;
    if (seen.has(key)) return attribute;
    seen.add(key);
  }
  return null;
}
