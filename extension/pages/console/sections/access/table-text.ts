/** An access table as it stands in a connection, as a text to be edited. */
export interface TableText {
  /** Rows, a line each, as JSON; or CSV or a load script as it is; or the name of a file, which is edited elsewhere. */
  readonly form: 'rows' | 'text' | 'file';
  readonly text: string;
}

/** Prints an access table: a list of rows, a text, or the name of a file, told apart as the companion does. */
export function printTable(access: unknown): TableText {
  if (typeof access === 'string') return { form: /[\r\n;,]/.test(access.trim()) ? 'text' : 'file', text: access };
  const rows = Array.isArray(access) ? access : [];
  return { form: 'rows', text: `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]` };
}

/** Reads it back; null: it is no list of rows as it stands. */
export function readTable({ form, text }: TableText): unknown {
  if (form !== 'rows') return text;
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows : null;
  } catch {
    return null;
  }
}
