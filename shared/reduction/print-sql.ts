import type { ReductionPredicate } from './predicate.ts';
import { comparedColumn, quoteName, type SqlDialect } from './write-sql.ts';

/**
 * The same reduction as text for use elsewhere: a view, a report, a policy. Values are literals in it; what is run here
 * is `writeSql`, with parameters.
 *
 * @param columns that are seen, in their order
 */
export function printSql(
  { fields }: ReductionPredicate,
  {
    table,
    columns,
    dialect,
  }: { readonly table: string; readonly columns: readonly string[]; readonly dialect: SqlDialect },
): string {
  const select = `SELECT ${columns.map(quoteName).join(', ')}\nFROM ${quoteName(table)}`;
  if (fields.some(({ values }) => values.length === 0)) return `${select}\nWHERE 1 = 0;`;
  if (fields.length === 0) return `${select};`;
  const conditions = fields.map(({ column, kind, values }) => {
    const literals = values.map((value) => literal(value, dialect)).join(', ');
    return `${comparedColumn(column, kind, dialect)} IN (${literals})`;
  });
  return `${select}\nWHERE ${conditions.join('\n  AND ')};`;
}

/** What a line of SQL does not show as it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** SQLite takes a text by its bytes, PostgreSQL by escapes; NUL is in no text of PostgreSQL. */
function literal(value: string, dialect: SqlDialect): string {
  if (!UNSEEN.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (dialect === 'sqlite') return `CAST(X'${hexOf(value)}' AS TEXT)`;
  const escaped = value.replace(/['\\]/g, '$&$&').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnseen);
  return `E'${escaped}'`;
}

function escapeUnseen(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}

function hexOf(value: string): string {
  return [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
