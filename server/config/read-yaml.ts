import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { WorkbenchError } from '#shared/base/errors.ts';

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
  const document = parseDocument(text, { lineCounter: lines, strict: true, stringKeys: true, prettyErrors: false });
  const at = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw invalid(fileName, at(problem.pos[0]), problem.message);
  refuseForbiddenKeys(document.contents, (offset) => invalid(fileName, at(offset), 'this key is not allowed'));
  return { fileName, value: toValue(document, fileName), position: (path) => at(offsetOf(document.contents, path)) };
}

function toValue(document: { toJS(options: { maxAliasCount: number }): unknown }, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it cannot be expanded';
    throw new WorkbenchError('yaml-invalid', { file: fileName, line: 1, column: 1, reason }, { cause });
  }
}

function invalid(file: string, { line, column }: FilePosition, reason: string): WorkbenchError {
  return new WorkbenchError('yaml-invalid', { file, line, column, reason });
}

/** A key named `__proto__` would set a prototype in a careless reader; no file of ours needs one. */
function refuseForbiddenKeys(node: unknown, refuse: (offset: number) => WorkbenchError): void {
  const pending: unknown[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isPair(next)) {
      if (isScalar(next.key) && next.key.value === '__proto__') throw refuse(next.key.range?.[0] ?? 0);
      pending.push(next.value);
    } else if (isNode(next) && 'items' in next && Array.isArray(next.items)) {
      pending.push(...next.items);
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
