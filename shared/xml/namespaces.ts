import { notWellFormed } from './fault.ts';
import type { XmlDeclaration } from './tree.ts';
import { XmlError } from './xml-error.ts';

/** The namespace that `xml:` always has. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/**
 * The declarations in scope, one table for the whole walk: an element puts its own in and takes them out
 * again, so the work is in proportion to what is written, however elements nest. What is out of scope is
 * `undefined` and stays in the table, which is much quicker than taking keys out and in.
 */
export type NamespaceScope = Map<string, string | undefined>;

/** A scope with what every document has from the start. */
export function newScope(): NamespaceScope {
  return new Map([
    ['', ''],
    ['xml', XML_NAMESPACE],
  ]);
}

const NOTHING_HIDDEN: readonly never[] = [];

/** Puts declarations into the scope; gives back what they hid, for `leaveScope`. */
export function enterScope(
  scope: NamespaceScope,
  declarations: readonly XmlDeclaration[],
): readonly (string | undefined)[] {
  if (declarations.length === 0) return NOTHING_HIDDEN;
  return declarations.map(({ prefix, namespace }) => {
    const hidden = scope.get(prefix);
    scope.set(prefix, namespace);
    return hidden;
  });
}

/** Takes declarations out again and brings back what they hid. */
export function leaveScope(
  scope: NamespaceScope,
  declarations: readonly XmlDeclaration[],
  hidden: readonly (string | undefined)[],
): void {
  for (let index = 0; index < declarations.length; index++) {
    const declaration = declarations[index];
    if (declaration !== undefined) scope.set(declaration.prefix, hidden[index]);
  }
}

/**
 * The namespace of a prefix in scope.
 * @throws WorkbenchError `xml-namespace` if it is not declared
 */
export function resolvePrefix(scope: NamespaceScope, prefix: string, position: number): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined) throw new XmlError('xml-namespace', { prefix, position, place: `position ${position}` });
  return namespace;
}

/**
 * Holds a declaration to Namespaces in XML 1.0, section 3 (reserved prefixes) and 6.1 (a prefix cannot be undeclared).
 * @throws WorkbenchError `xml-not-well-formed`
 */
export function checkDeclaration({ prefix, namespace }: XmlDeclaration, position: number): void {
  const fault = faultOf(prefix, namespace);
  if (fault !== null) throw notWellFormed(position, fault);
}

function faultOf(prefix: string, namespace: string): string | null {
  if (prefix === 'xmlns') return 'the prefix xmlns cannot be declared';
  if (namespace === XMLNS_NAMESPACE) return 'the namespace of xmlns cannot be declared';
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE)) return 'the prefix xml and its namespace belong together';
  if (prefix !== '' && namespace === '') return 'a prefix cannot be undeclared';
  return null;
}
