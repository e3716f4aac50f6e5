import type { Document } from './draft.ts';

/** A row of the attribute map as its editor holds it: every key as it stands in the document, unknown ones kept. */
export type Row = Document;

/** The rows of a document; what is no map is left out. */
export function rowsOf(document: Document): readonly Row[] {
  const rows = document['attributes'];
  return Array.isArray(rows) ? rows.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}

/** A key of a row set; blank: taken out. */
export function withKey(row: Row, key: string, value: unknown): Row {
  const { [key]: _, ...rest } = row;
  return value === undefined || value === '' || value === false ? rest : { ...rest, [key]: value };
}

/** The value map of a row, a line each: `what comes = what it becomes`. */
export function printValues(row: Row): string {
  const values = row['values'];
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .map(([from, to]) => `${from} = ${String(to)}`)
    .join('\n');
}

/** Reads them back; a line without ` = ` is what is not finished yet, and left out. Undefined: there are none. */
export function readValues(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(' = ');
    return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 3).trim()]];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** What a session attribute is usually called for what an identity provider calls so. */
export function suggestedName({ name, friendlyName }: { name: string; friendlyName: string | null }): string {
  const short = friendlyName ?? name.split(/[/:#]/).at(-1) ?? name;
  return /^groups?$|^memberOf$/i.test(short) ? 'group' : short;
}
