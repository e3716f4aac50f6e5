import { type ErrorCode, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { YamlError } from './yaml-error.ts';

/** A line and a column of a file, both counted from 1. */
interface FilePosition {
  readonly line: number;
  readonly column: number;
}

/** A YAML file, read: its plain value, and where each part of it stands. */
export interface YamlFile {
  readonly fileName: string;
  /** Plain objects, lists and scalars; a `__proto__` key is refused. */
  readonly value: unknown;
  /** Whether its last line ends as the others do; one that is cut off seldom does. */
  readonly isEnded: boolean;
  /**
   * Where the part at `path` (keys and indexes from the root) stands: of an entry of a map its key, of an
   * item of a list the item. Falls back to the nearest part that exists.
   */
  position(path: readonly (string | number)[]): FilePosition;
}

/** Aliases of one file that are expanded; more look like a bomb ("billion laughs"). */
const MAX_ALIASES = 100;

/**
 * Reads YAML 1.2 strictly: duplicate keys, several documents, unknown tags and keys that are not strings are errors.
 *
 * @param text the file's text
 * @param fileName only for the words of errors
 * @throws WorkbenchError `yaml-invalid` with file, line, column and reason
 */
export function readYaml(text: string, fileName: string): unknown {
  return readYamlFile(text, fileName).value;
}

/** The same as `readYaml`, with the places kept, for a reader that says in which line something is wrong. */
export function readYamlFile(text: string, fileName: string): YamlFile {
  const lines = new LineCounter();
  // The library compares each key with all before it; ours are looked for below.
  const options = { strict: true, stringKeys: true, uniqueKeys: false, prettyErrors: false } as const;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const at = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw invalid(fileName, at(problem.pos[0]), YAML_WORDS[problem.code]);
  refuseBadKeys(document.contents, (offset, reason) => invalid(fileName, at(offset), reason));
  const position = (path: readonly (string | number)[]) => at(offsetOf(document.contents, path));
  return { fileName, value: toValue(document, fileName), isEnded: text.endsWith('\n'), position };
}

/** Of the library's own messages some quote the file, and the file may be a private key that was named by mistake. */
const YAML_WORDS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias can have no tag or anchor',
  BAD_ALIAS: 'an alias or anchor has no name that can be read',
  BAD_COLLECTION_TYPE: 'the tag is for another kind of value',
  BAD_DIRECTIVE: 'this directive means nothing here',
  BAD_DQ_ESCAPE: 'there is no such escape in double quotes',
  BAD_INDENT: 'the indentation does not fit',
  BAD_PROP_ORDER: 'tags and anchors stand behind the indicator',
  BAD_SCALAR_START: 'a text that begins like this needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a map or list cannot begin in the middle of this line',
  BLOCK_IN_FLOW: 'a block cannot stand inside brackets',
  DUPLICATE_KEY: 'this key is there twice',
  IMPOSSIBLE: 'this cannot be read',
  KEY_OVER_1024_CHARS: 'the key is too long',
  MISSING_CHAR: 'something is missing: a colon, a comma, a space, a quote or a closing bracket',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, followed by a colon',
  MULTIPLE_ANCHORS: 'there can be one anchor only',
  MULTIPLE_DOCS: 'there can be one document only',
  MULTIPLE_TAGS: 'there can be one tag only',
  NON_STRING_KEY: 'a key must be text',
  RESOURCE_EXHAUSTION: 'it nests too deep',
  TAB_AS_INDENT: 'tabs are not allowed for indentation',
  TAG_RESOLVE_FAILED: 'the tag means nothing here, or does not fit its value',
  UNEXPECTED_TOKEN: 'this is not expected here',
};

function toValue(document: { toJS(options: { maxAliasCount: number }): unknown }, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const reason =
      cause instanceof RangeError ? 'it nests too deep' : 'its aliases cannot be expanded, or are too many';
    throw invalid(fileName, { line: 1, column: 1 }, reason, cause);
  }
}

function invalid(file: string, { line, column }: FilePosition, reason: string, cause?: unknown): WorkbenchError {
  return new YamlError('yaml-invalid', { file, line, column, reason }, { cause });
}

/** A key that is there twice is a mistake; one named `__proto__` would set a prototype in a careless reader. */
function refuseBadKeys(root: unknown, refuse: (offset: number, reason: string) => WorkbenchError): void {
  const pending: unknown[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isPair(next)) pending.push(next.value);
    if (!isNode(next) || !('items' in next) || !Array.isArray(next.items)) continue;
    const keys = new Set<string>();
    for (const item of next.items) {
      pending.push(item);
      if (!isPair(item) || !isScalar(item.key)) continue;
      const key = String(item.key.value);
      if (key === '__proto__') throw refuse(startOf(item.key), 'this key is not allowed');
      if (keys.has(key)) throw refuse(startOf(item.key), YAML_WORDS.DUPLICATE_KEY);
      keys.add(key);
    }
  }
}

/** The offset of the deepest part of `path` that exists; for an entry of a map that of its key. */
function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    const child = childOf(node, step);
    if (child === null) return offset;
    offset = child.offset;
    node = child.node;
  }
  return offset;
}

function childOf(node: unknown, step: string | number): { node: unknown; offset: number } | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === String(step));
    return pair ? { node: pair.value, offset: startOf(pair.key) } : null;
  }
  if (isNode(node) && 'items' in node && Array.isArray(node.items) && typeof step === 'number') {
    const item: unknown = node.items[step];
    return item === undefined ? null : { node: item, offset: startOf(item) };
  }
  return null;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
