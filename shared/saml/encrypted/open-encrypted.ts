import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { type DecryptionPolicy, decrypt } from '#shared/crypto/encryption/decrypt.ts';
import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import type { DecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { escapeAttribute } from '#shared/xml/escape.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { isAssertion, isEncryptedToken } from './security-tokens.ts';

/** Offsets into the text of a document. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A document with some encrypted parts replaced by what was in them. */
export interface OpenedStage {
  readonly document: XmlDocument;
  /** Where the opened parts stand now; empty for the document as it came. */
  readonly opened: readonly TextRange[];
  /** Where what held them stood in the stage before, one for one. */
  readonly replaced: readonly TextRange[];
}

/** A document as it came, and as it reads with one layer after the other opened. */
export interface OpenedDocument {
  /** The first is the document as it came. The last is what to read. */
  readonly stages: readonly [OpenedStage, ...OpenedStage[]];
  /** One for each encrypted part that was tried; `element` belongs to the stage it was found in. */
  readonly reports: readonly DecryptionReport[];
}

/** What holds encrypted content, and what must come out (saml-core 2.2.4, 2.3.4, 2.7.3.2, 3.6.1). */
const CONTENT_OF: Readonly<Record<string, readonly string[]>> = {
  EncryptedAssertion: ['Assertion'],
  EncryptedID: ['NameID', 'BaseID', 'Assertion'],
  NewEncryptedID: ['NewID'],
  EncryptedAttribute: ['Attribute'],
};

/**
 * Opens every encrypted part of a document that one of the keys opens, layer by layer, a token of WS-Federation
 * included. Each opened part stands in the place of the element that held it, so that names and offsets of what is
 * read belong to one text. What comes out must be one element of the kind that was announced, or it stays closed
 * (`damaged`).
 *
 * Signatures around an opened part were made over its closed form: verify with `verifyStages`.
 */
export async function openEncrypted(
  document: XmlDocument,
  keys: readonly DecryptionKey[],
  policy: DecryptionPolicy,
): Promise<OpenedDocument> {
  const stages: [OpenedStage, ...OpenedStage[]] = [{ document, opened: [], replaced: [] }];
  const reports: DecryptionReport[] = [];
  let holders = encryptedParts(document);
  let latest = document;
  for (let layer = 0; layer < LIMITS.encryptionLayers && holders.length > 0; layer++) {
    const tried = await decryptAll(holders, keys, policy);
    reports.push(...tried);
    const stage = replaceOpened(latest, tried);
    if (stage.opened.length === 0) break;
    stages.push(stage);
    latest = stage.document;
    holders = encryptedParts(latest).filter((holder) => stage.opened.some((range) => isInRange(holder, range)));
  }
  return { stages, reports };
}

/** The stage to read: everything open that could be opened. */
export function lastStage({ stages: [first, ...others] }: OpenedDocument): OpenedStage {
  return others.at(-1) ?? first;
}

/**
 * Where what stood at an offset of the stage before stands in this one; null: it was inside a part that was opened, and
 * is not there any more.
 */
export function offsetAfter(before: number, { opened, replaced }: OpenedStage): number | null {
  let shift = 0;
  for (const [index, { start, end }] of replaced.entries()) {
    if (before < start) break;
    if (before < end) return null;
    shift = (opened[index]?.end ?? end) - end;
  }
  return before + shift;
}

/** Whether an element stands inside a range of its document. */
export function isInRange(element: XmlElement, { start, end }: TextRange): boolean {
  return element.start >= start && element.end <= end;
}

/** The encrypted parts of a document, in order, at most `LIMITS.encryptedParts`: each costs an RSA operation for each key. */
export function encryptedParts(document: XmlDocument): readonly XmlElement[] {
  const found: XmlElement[] = [];
  // Most messages have none: one search of the text is cheaper than a walk over the tree.
  if (!document.text.includes('Encrypted')) return found;
  for (const element of descendants(document.root)) {
    if (isHolder(element)) found.push(element);
    if (found.length === LIMITS.encryptedParts) break;
  }
  return found;
}

function isHolder(element: XmlElement): boolean {
  const { localName, namespace } = element;
  return (
    isEncryptedToken(element) ||
    ((namespace === NAMESPACE.assertion || namespace === NAMESPACE.protocol) && Object.hasOwn(CONTENT_OF, localName))
  );
}

/** A token of WS-Federation is an assertion of either version; what SAML itself encrypts is of the holder's namespace. */
function isContentOf(holder: XmlElement, content: XmlElement): boolean {
  if (isEncryptedToken(holder)) return isAssertion(content);
  return content.namespace === holder.namespace && (CONTENT_OF[holder.localName]?.includes(content.localName) ?? false);
}

async function decryptAll(
  holders: readonly XmlElement[],
  keys: readonly DecryptionKey[],
  policy: DecryptionPolicy,
): Promise<readonly DecryptionReport[]> {
  const reports: DecryptionReport[] = [];
  for (const holder of holders) {
    const report = await decrypt(holder, keys, policy);
    reports.push(report.xml === null ? report : holdToPromise(report, withoutDeclaration(report.xml)));
  }
  return reports;
}

/** The report with its text if that is what was announced, else with the reason that it is not. */
function holdToPromise(report: DecryptionReport, plain: string): DecryptionReport {
  const holder = report.element;
  const { xml, borrowed } = withBorrowed(holder, plain);
  if (!fits(holder, xml)) return { ...report, xml: null, reason: 'damaged' };
  return borrowed.length === 0 ? { ...report, xml } : { ...report, xml, borrowed };
}

/**
 * The content stands where its EncryptedData stood, so what is declared there holds inside (xmlenc-core1 4.4): prefixes
 * that it uses and does not declare. Here it stands in the place of the holder: what only that one declares is carried over.
 */
function withBorrowed(holder: XmlElement, xml: string): { readonly xml: string; readonly borrowed: readonly string[] } {
  if (isWhole(xml)) return { xml, borrowed: [] };
  const head = /<[^\s<>/?!]+/.exec(xml);
  const borrowed = [...declaredFor(holder)].filter(([prefix]) => usesUndeclared(xml, prefix)).map(([prefix]) => prefix);
  if (head === null || holder.declarations.length === 0) return { xml, borrowed };
  const around = declaredFor(holder.parent);
  const carried = holder.declarations
    .filter(({ prefix, namespace }) => borrowed.includes(prefix) && around.get(prefix) !== namespace)
    .map((each) => declarationText(each.prefix, each.namespace));
  const at = head.index + head[0].length;
  return { xml: `${xml.slice(0, at)}${carried.join('')}${xml.slice(at)}`, borrowed };
}

/** Whether a text needs nothing from around it. */
function isWhole(xml: string): boolean {
  try {
    return parseXml(xml).root.namespace !== '';
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

/** Whether the start tag of a content has no declaration of a prefix that it uses somewhere. */
function usesUndeclared(xml: string, prefix: string): boolean {
  const start = xml.slice(0, xml.indexOf('>') + 1).replace(/\s+/g, ' ');
  if (start.replace(/ ?= ?/g, '=').includes(prefix === '' ? ' xmlns=' : ` xmlns:${prefix}=`)) return false;
  return prefix === '' ? /^<[^ :<>/?!]+[ >/]/.test(start) : xml.includes(`${prefix}:`);
}

/** Puts what was opened in the place of what held it. */
function replaceOpened(document: XmlDocument, reports: readonly DecryptionReport[]): OpenedStage {
  const pieces: string[] = [];
  const opened: TextRange[] = [];
  const replaced: TextRange[] = [];
  let from = 0;
  let length = 0;
  for (const { element, xml } of reports) {
    // One inside another goes with it.
    if (xml === null || element.start < from) continue;
    const before = document.text.slice(from, element.start);
    const start = length + before.length;
    length = start + xml.length;
    opened.push({ start, end: length });
    replaced.push({ start: element.start, end: element.end });
    pieces.push(before, xml);
    from = element.end;
  }
  if (opened.length === 0) return { document, opened, replaced };
  pieces.push(document.text.slice(from));
  return { document: atSameRoot(document, parseXml(pieces.join(''))), opened, replaced };
}

/**
 * Whether the opened text is one element of the announced kind and nothing else: `</saml:Subject>...` would
 * otherwise rewrite the document around it. It is tried with the prefixes that are declared where it will stand.
 */
function fits(holder: XmlElement, xml: string): boolean {
  const open = `<content${declarationsInScope(holder.parent)}>`;
  try {
    const { children } = parseXml(`${open}${xml}</content>`).root;
    const [content, second] = children;
    return content?.kind === 'element' && second === undefined && isContentOf(holder, content);
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

function declarationsInScope(element: XmlElement | null): string {
  return [...declaredFor(element)].map(([prefix, namespace]) => declarationText(prefix, namespace)).join('');
}

/** What is declared in an element and around it, by prefix. */
function declaredFor(element: XmlElement | null): ReadonlyMap<string, string> {
  const inScope = new Map<string, string>();
  for (let at = element; at !== null; at = at.parent) {
    for (const { prefix, namespace } of at.declarations) if (!inScope.has(prefix)) inScope.set(prefix, namespace);
  }
  return inScope;
}

function declarationText(prefix: string, namespace: string): string {
  return ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`;
}

function elementAt(root: XmlElement, start: number): XmlElement | null {
  for (const element of descendants(root)) if (element.start === start) return element;
  return null;
}

/** The content of an EncryptedData may begin with a declaration and white space, which cannot stand inside a document. */
function withoutDeclaration(xml: string): string {
  return xml.replace(/^\uFEFF?(?:<\?xml[^>]{0,200}\?>)?/, '').trim();
}

/** Where only a part of the text was read (the Body of an envelope), the same part is read again. */
function atSameRoot(before: XmlDocument, after: XmlDocument): XmlDocument {
  const root = elementAt(after.root, before.root.start);
  return root === null ? after : { ...after, root };
}
