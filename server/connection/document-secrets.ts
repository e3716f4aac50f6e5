import { createHash } from 'node:crypto';
import { documentError } from '#server/config/read-entry.ts';
import { type ConnectionDocument, textsIn } from './connection-document.ts';

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const MASK = /^\(private key [0-9a-f]{16}\)$/;

/** The document with every private key replaced by a mark that stands for it: nobody is ever given a key. */
export function maskSecrets(document: ConnectionDocument): ConnectionDocument {
  return mapTexts(document, (text) => (PRIVATE_KEY.test(text) ? maskOf(text) : text));
}

/**
 * The reverse of `maskSecrets`, for a document that came back: each mark becomes the key of `known` that it stands for.
 *
 * @param known the documents whose keys may be meant
 * @throws WorkbenchError `connection-invalid` for a mark that stands for none of them
 */
export function restoreSecrets(
  document: ConnectionDocument,
  known: readonly (ConnectionDocument | null)[],
): ConnectionDocument {
  const keys = new Map<string, string>();
  for (const text of known.flatMap((one) => (one === null ? [] : textsIn(one)))) {
    if (PRIVATE_KEY.test(text)) keys.set(maskOf(text), text);
  }
  return mapTexts(document, (text, path) => {
    if (!MASK.test(text)) return text;
    const key = keys.get(text);
    if (key === undefined) throw documentError(path, 'stands for a private key that is not kept here');
    return key;
  });
}

type Path = readonly (string | number)[];

function maskOf(key: string): string {
  return `(private key ${createHash('sha256').update(key.trim()).digest('hex').slice(0, 16)})`;
}

function mapTexts(document: ConnectionDocument, change: (text: string, path: Path) => string): ConnectionDocument {
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return change(value, path);
    if (Array.isArray(value)) return value.map((item: unknown, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return walkMap(value, path);
  };
  const walkMap = (map: object, path: Path): Record<string, unknown> =>
    Object.fromEntries(Object.entries(map).map(([key, child]) => [key, walk(child, [...path, key])]));
  return walkMap(document, []);
}
