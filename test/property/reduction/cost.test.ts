import { describe, expect, test } from 'vitest';
import { decideReduction } from '#shared/reduction/decide-reduction.ts';
import { lintAccessTable } from '#shared/reduction/lint-access-table.ts';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { readAccessRows } from '#shared/reduction/read-access-rows.ts';
import { readAccessScript } from '#shared/reduction/read-access-script.ts';
import { expectStagesLinear } from '#test/fixtures/growth.ts';

const OPTIONS = { emptyCell: 'nothing' } as const;

function inputs(size: number) {
  const rows = Array.from({ length: size }, (_, index) => `USER,D\\u${index},*,g${index},v${index % 500},`);
  const csv = `ACCESS,USERID,USER.EMAIL,GROUP,COUNTRY,OMIT\n${rows.join('\n')}\n`;
  const values = Array.from({ length: size }, (_, index) => `v${index}`);
  const data = [{ name: 'Country', column: 'country', kind: 'text' as const, values }];
  const groups = Array.from({ length: Math.min(size, 10_000) }, (_, index) => `G${index}`);
  return { csv, data, user: { userDirectory: 'D', userId: 'u1', emails: [], groups } };
}

describe('the cost of an access table', () => {
  test('of 25,000 rows grows with its size', async () => {
    await expectStagesLinear((size) => {
      const { csv, data, user } = inputs(size);
      const table = readAccessCsv(csv);
      const objects = table.rows.map(({ number }) => ({ ACCESS: 'USER', GROUP: `g${number}`, COUNTRY: `v${number}` }));
      return {
        csv: () => readAccessCsv(csv),
        script: () => readAccessScript(`Section Access;\nLOAD * INLINE [${csv}];\nSection Application;`),
        rows: () => readAccessRows(objects),
        lint: () => lintAccessTable(table, { data, ...OPTIONS, inUse: [user], serviceUser: null }),
      };
    }, 782);
  });

  test('a decision for 10,000 groups grows with the groups, and finds all their rows', async () => {
    await expectStagesLinear((size) => {
      const csv = `ACCESS,GROUP,COUNTRY\n${Array.from({ length: size }, (_, n) => `USER,g${n},v${n}`).join('\n')}`;
      const { data, user } = inputs(size);
      const table = readAccessCsv(csv);
      return {
        decide: () => {
          const decision = decideReduction(table, user, data, OPTIONS);
          expect(decision.rows.length).toBe(user.groups.length);
        },
      };
    }, 312);
  });

  test.each([
    ['quotes', (size: number) => `ACCESS,GROUP\nUSER,"${'""'.repeat(size)}"`],
    ['blanks', (size: number) => `ACCESS,GROUP\nUSER,${' '.repeat(size)}a`],
    ['empty lines', (size: number) => `ACCESS,GROUP${'\r\n \t'.repeat(size)}`],
  ])('CSV full of %s', async (_, make) => {
    await expectStagesLinear((size) => ({ read: () => readAccessCsv(make(size)) }), 8000);
  });

  test.each([
    ['comments', (size: number) => `Section Access;${'/**/ // x\n'.repeat(size)}LOAD * INLINE [ACCESS,GROUP\nUSER,a];`],
    ['blanks', (size: number) => `Section Access;${' \n'.repeat(size)}LOAD * INLINE [ACCESS,GROUP\nUSER,a];`],
    ['loads', (size: number) => `Section Access;${'LOAD * INLINE [ACCESS,GROUP\nUSER,a];'.repeat(size / 20)}`],
  ])('a script full of %s', async (_, make) => {
    await expectStagesLinear((size) => ({ read: () => readAccessScript(make(size)) }), 8000);
  });
});
