import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { rowLine, type SuggestedRow } from '#shared/mapping/row-line.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { isWrittenText } from '#shared/saml/connection/written-source.ts';
import { readYaml } from '#shared/yaml/read-yaml.ts';
import { TrustError } from './trust-error.ts';
import type { FilesBeside, ReadTrust } from './trust-item.ts';

type Entries = Readonly<Record<string, unknown>>;

const FILE = 'The connection';

/**
 * Reads a connection file (YAML or JSON), as the command and the companion do. The files that it names are taken from
 * beside it; a key of the service provider's that is not there is done without, because a browser signs nothing.
 *
 * @throws WorkbenchError as `readYaml` and `parseConnection`, or `connection-file-missing`, `connection-metadata-address`
 */
export async function readConnectionFile(text: string, beside: FilesBeside): Promise<ReadTrust> {
  const document = withFiles(readYaml(text, FILE), beside);
  const asItIs = async (written: string): Promise<string> => written;
  const connection = await parseConnection(document, { metadata: asItIs, pem: asItIs });
  const { keys, decryptionKeys = [] } = await knowledgeFrom({ connection });
  const kept = JSON.stringify(withoutKey(document));
  return {
    kind: 'connection',
    entities: [],
    keys,
    decryptionKeys,
    connection,
    text: kept.includes('PRIVATE KEY-----') ? null : kept,
    file: text.includes('PRIVATE KEY-----') ? null : text,
  };
}

/** The same with every file's text in the place of its name. */
function withFiles(value: unknown, beside: FilesBeside): unknown {
  if (!isEntries(value)) return value;
  const { idp, sp } = value;
  return {
    ...value,
    ...(isEntries(idp) ? { idp: withIdpFiles(idp, beside) } : {}),
    ...(isEntries(sp) ? { sp: withSpFiles(sp, beside) } : {}),
  };
}

function withIdpFiles(idp: Entries, beside: FilesBeside): Entries {
  const text = (source: unknown) => (typeof source === 'string' ? demandFile(source, beside) : source);
  const filled = Object.entries(idp).map(([key, source]): [string, unknown] => {
    if (key === 'metadata' || key === 'signedBy') return [key, text(source)];
    return key === 'certificates' && Array.isArray(source) ? [key, source.map(text)] : [key, source];
  });
  return Object.fromEntries(filled);
}

/** Both, or neither: which certificate goes with a key is told by its place. */
function withSpFiles(sp: Entries, beside: FilesBeside): Entries {
  const find = (source: unknown) => [source].flat().map((each) => findFile(each, beside));
  const [keys, certificates] = [find(sp['key']), find(sp['certificate'])];
  const isThere = [...keys, ...certificates].every((each) => each !== null);
  if (sp['key'] !== undefined && isThere) return { ...sp, key: keys, certificate: certificates };
  const { key: _, certificate: __, ...rest } = sp;
  return rest;
}

function demandFile(source: string, beside: FilesBeside): string {
  const found = findFile(source, beside);
  if (found !== null) return found;
  if (/^https?:/i.test(source)) throw new TrustError('connection-metadata-address', { address: source.slice(0, 200) });
  throw new TrustError('connection-file-missing', { file: source.slice(0, 200) });
}

function findFile(source: unknown, beside: FilesBeside): string | null {
  if (typeof source !== 'string') return null;
  if (isWrittenText(source)) return source;
  return beside(/^https?:/i.test(source) ? source : (source.split(/[\\/]/).at(-1) ?? source));
}

function withoutKey(document: unknown): unknown {
  if (!isEntries(document) || !isEntries(document['sp'])) return document;
  const { key: _, certificate: __, ...sp } = document['sp'];
  return { ...document, sp };
}

/**
 * The text of a connection file with one more row in its attribute map, everything else as it stands. Null: where the row
 * goes cannot be told for certain.
 */
export function withRow(text: string, row: SuggestedRow): string | null {
  const before = readYaml(text, FILE);
  if (!isEntries(before)) return null;
  const rows = before['attributes'] ?? [];
  if (!Array.isArray(rows)) return null;
  const wanted = { ...before, attributes: [...rows, { from: row.from, to: row.to }] };
  if (text.trimStart().startsWith('{')) return `${JSON.stringify(wanted, null, 2)}\n`;
  return (
    [insert(text, row), `${text.replace(/\n*$/, '\n')}attributes:\n  ${rowLine(row)}\n`].find((changed) =>
      isSame(changed, wanted),
    ) ?? null
  );
}

/** Below the last line of the list under `attributes:`. */
function insert(text: string, row: SuggestedRow): string {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => /^attributes:\s*(?:#.*)?$/.test(line));
  if (head < 0) return text.replace(/^attributes:\s*\[\s*\]/m, () => `attributes:\n  ${rowLine(row)}`);
  const first = lines.slice(head + 1).find((line) => /^\s*-\s/.test(line));
  const indent = /^\s*/.exec(first ?? '  ')?.[0] ?? '  ';
  let end = head;
  for (const [index, line] of lines.entries()) {
    if (index <= head || /^\s*(?:#.*)?$/.test(line)) continue;
    if (!/^[\s-]/.test(line)) break;
    end = index;
  }
  return [...lines.slice(0, end + 1), `${indent}${rowLine(row)}`, ...lines.slice(end + 1)].join('\n');
}

/** Whether a text says what is wanted, and nothing else. */
function isSame(text: string, wanted: unknown): boolean {
  try {
    return JSON.stringify(sorted(readYaml(text, FILE))) === JSON.stringify(sorted(wanted));
  } catch {
    return false;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isEntries(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function isEntries(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
