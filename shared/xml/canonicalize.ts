import { escapeAttribute, escapeText } from './escape.ts';
import { apexNamespaces, inheritedXmlAttributes } from './inherit.ts';
import { enterScope, leaveScope, type NamespaceScope } from './namespaces.ts';
import { compareCodePoints } from './order.ts';
import type { XmlAttribute, XmlComment, XmlDeclaration, XmlDocument, XmlElement, XmlInstruction } from './tree.ts';
import { XmlError } from './xml-error.ts';

/** How to canonicalize; what the algorithm identifiers of XML Signature name. */
export interface CanonicalOptions {
  /** Exclusive XML Canonicalization 1.0, otherwise (inclusive) Canonical XML 1.0. */
  readonly exclusive: boolean;
  /** Keep comments (`#WithComments`). */
  readonly comments: boolean;
  /** InclusiveNamespaces PrefixList (exc-c14n 3), `''` or `#default` for the default namespace. Only with `exclusive`. */
  readonly inclusivePrefixes?: readonly string[];
  /** Left out with all it holds: the Signature, for the enveloped-signature transform (xmldsig-core 6.6.4). */
  readonly omit?: XmlElement;
}

interface Writer {
  out: string;
  readonly exclusive: boolean;
  readonly comments: boolean;
  readonly listed: ReadonlySet<string>;
  readonly omit: XmlElement | null;
  /** What the output has declared so far, down to the element at hand. */
  readonly rendered: NamespaceScope;
  /** Namespace names that were looked at already. */
  readonly absolute: Set<string>;
}

const NONE: readonly never[] = [];

/**
 * The canonical form of an element and what it holds: Exclusive XML Canonicalization 1.0 or Canonical XML 1.0,
 * for an element inside its document: namespaces, and in inclusive form `xml:` attributes, come from its
 * ancestors as the standards say. The digest is over the UTF-8 bytes of the result.
 * @throws WorkbenchError `xml-relative-namespace`: such a document has no canonical form (c14n 1.3). Some readers fall
 *   back to an empty one, whose digest anybody can state.
 */
export function canonicalize(element: XmlElement, options: CanonicalOptions): string {
  const writer = newWriter(options);
  const declared = apexNamespaces(element, options.exclusive ? writer.listed : null);
  writeElement(writer, element, declared, options.exclusive ? NONE : inheritedXmlAttributes(element));
  return writer.out;
}

/** The canonical form of a whole document, with what stands before and after its element (c14n 2.3, root node). */
export function canonicalizeDocument(document: XmlDocument, options: CanonicalOptions): string {
  const isKept = (node: XmlComment | XmlInstruction): boolean => options.comments || node.kind === 'instruction';
  const before = document.prolog.filter(isKept).map((node) => `${outerText(node)}\n`);
  const after = document.epilog.filter(isKept).map((node) => `\n${outerText(node)}`);
  return before.join('') + canonicalize(document.root, options) + after.join('');
}

function outerText(node: XmlComment | XmlInstruction): string {
  if (node.kind === 'comment') return `<!--${node.value}-->`;
  return node.data === '' ? `<?${node.target}?>` : `<?${node.target} ${node.data}?>`;
}

function newWriter({ exclusive, comments, inclusivePrefixes = NONE, omit }: CanonicalOptions): Writer {
  const listed = new Set(inclusivePrefixes.map((prefix) => (prefix === '#default' ? '' : prefix)));
  return {
    out: '',
    exclusive,
    comments,
    listed,
    omit: omit ?? null,
    rendered: new Map([['', '']]),
    absolute: new Set(['']),
  };
}

/** Recursion is bounded: no document is deeper than `LIMITS.xmlDepth`. */
function writeElement(
  writer: Writer,
  element: XmlElement,
  declared: readonly XmlDeclaration[],
  inherited: readonly XmlAttribute[],
): void {
  refuseRelative(writer, element);
  const fresh = freshNamespaces(writer, element, declared);
  const hidden = enterScope(writer.rendered, fresh);
  writer.out += `<${element.name}`;
  for (const { prefix, namespace } of fresh) {
    writer.out += `${prefix === '' ? ' xmlns' : ` xmlns:${prefix}`}="${escapeAttribute(namespace)}"`;
  }
  for (const { name, value } of sortAttributes(element.attributes, inherited)) {
    writer.out += ` ${name}="${escapeAttribute(value)}"`;
  }
  writer.out += '>';
  writeChildren(writer, element);
  writer.out += `</${element.name}>`;
  leaveScope(writer.rendered, fresh, hidden);
}

function writeChildren(writer: Writer, element: XmlElement): void {
  for (const child of element.children) {
    if (child.kind === 'text') writer.out += escapeText(child.value);
    else if (child.kind === 'element') {
      if (child !== writer.omit) writeElement(writer, child, child.declarations, NONE);
    } else if (writer.comments) writer.out += `<!--${child.value}-->`;
  }
}

/** Holds namespaces to be absolute, as libxml2 does, where they are declared: used or not, they count. */
function refuseRelative({ absolute }: Writer, { declarations, start }: XmlElement): void {
  for (const { namespace } of declarations) {
    if (absolute.has(namespace)) continue;
    if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(namespace)) {
      throw new XmlError('xml-relative-namespace', { namespace, position: start });
    }
    absolute.add(namespace);
  }
}

/**
 * The namespaces to write at an element, in order of their prefixes: those the mode asks for which the output
 * has not declared already with the same name.
 * @param declared what comes newly into scope here
 */
function freshNamespaces(
  writer: Writer,
  element: XmlElement,
  declared: readonly XmlDeclaration[],
): readonly XmlDeclaration[] {
  const fresh: XmlDeclaration[] = [];
  for (const declaration of declared) {
    if (!writer.exclusive || writer.listed.has(declaration.prefix)) addFresh(writer, fresh, declaration);
  }
  if (writer.exclusive) addUsed(writer, fresh, element);
  return fresh.length > 1 ? fresh.sort((one, other) => compareCodePoints(one.prefix, other.prefix)) : fresh;
}

/** The visibly utilized namespaces of exc-c14n 1.1: those of the element and of its prefixed attributes. */
function addUsed(writer: Writer, fresh: XmlDeclaration[], element: XmlElement): void {
  if (writer.rendered.get(element.prefix) !== element.namespace) addFresh(writer, fresh, element);
  for (const attribute of element.attributes) {
    if (attribute.prefix !== '' && writer.rendered.get(attribute.prefix) !== attribute.namespace) {
      addFresh(writer, fresh, attribute);
    }
  }
}

/** `xml` is never declared in the output, and `xmlns=""` only where it undoes something (c14n 2.3). */
function addFresh(writer: Writer, fresh: XmlDeclaration[], { prefix, namespace }: XmlDeclaration): void {
  if (prefix === 'xml' || writer.rendered.get(prefix) === namespace) return;
  if (!fresh.some((other) => other.prefix === prefix)) fresh.push({ prefix, namespace });
}

/** By namespace name, then by local name; those without namespace come first (c14n 2.2). */
function sortAttributes(own: readonly XmlAttribute[], inherited: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (own.length + inherited.length < 2) return own.length === 0 ? inherited : own;
  return [...own, ...inherited].sort(
    (one, other) =>
      compareCodePoints(one.namespace, other.namespace) || compareCodePoints(one.localName, other.localName),
  );
}
