import { describe, expect, test } from 'vitest';
import { printSql } from '#shared/reduction/print-sql.ts';
import { writeSql } from '#shared/reduction/write-sql.ts';

const PREDICATE = {
  fields: [
    { column: 'country', kind: 'text', values: ["Côte d'Ivoire", 'a"b\\c'] },
    { column: 'year', kind: 'number', values: ['2026'] },
  ],
} as const;

describe('SQL of a reduction', () => {
  test('has its values as parameters, one for each field', () => {
    expect(writeSql(PREDICATE, 'sqlite')).toEqual({
      text: '"country" IN (SELECT value FROM json_each(?)) AND CAST("year" AS TEXT) IN (SELECT value FROM json_each(?))',
      values: [`["Côte d'Ivoire","a\\"b\\\\c"]`, '["2026"]'],
    });
    expect(writeSql(PREDICATE, 'postgresql', 3)).toEqual({
      text: '"country"::text = ANY ($3::text[]) AND "year"::text = ANY ($4::text[])',
      values: [`{"Côte d'Ivoire","a\\"b\\\\c"}`, '{"2026"}'],
    });
  });

  test('no field is everything, a field without values is nothing', () => {
    expect(writeSql({ fields: [] }, 'sqlite')).toEqual({ text: '1 = 1', values: [] });
    const none = { fields: [...PREDICATE.fields, { column: 'x', kind: 'text', values: [] }] } as const;
    expect(writeSql(none, 'postgresql')).toEqual({ text: '1 = 0', values: [] });
  });

  test('as text for use elsewhere its values are literals', () => {
    const target = { table: 'sales', columns: ['country', 'we"ird'] };
    expect(printSql(PREDICATE, { ...target, dialect: 'sqlite' })).toBe(
      `SELECT "country", "we""ird"\nFROM "sales"\nWHERE "country" IN ('Côte d''Ivoire', 'a"b\\c')\n  AND CAST("year" AS TEXT) IN ('2026');`,
    );
    const unseen = { fields: [{ column: 'c', kind: 'text', values: ["a\n'\\"] }] } as const;
    expect(printSql(unseen, { ...target, dialect: 'postgresql' })).toContain(`IN (E'a\\U0000000a''\\\\')`);
    expect(printSql(unseen, { ...target, dialect: 'sqlite' })).toContain(`IN (CAST(X'610a275c' AS TEXT))`);
    expect(printSql({ fields: [] }, { ...target, dialect: 'sqlite' })).toBe(
      'SELECT "country", "we""ird"\nFROM "sales";',
    );
  });
});
