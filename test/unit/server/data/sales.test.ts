import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#server/config/read-config.ts';
import { documentError } from '#server/config/read-entry.ts';
import { loadApps } from '#server/connection/load-apps.ts';
import type { AppData } from '#server/data/app-data.ts';
import { type DataSources, openDataSources } from '#server/data/data-sources.ts';
import { openDataFile } from '#server/store/sqlite.ts';
import { lintAccessTable } from '#shared/reduction/lint-access-table.ts';

let folder: string;
let sources: DataSources;
let sales: AppData;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sales-'));
  sources = openDataSources(folder);
  sales = sources.find('sales');
});
afterAll(async () => {
  sources.close();
  await rm(folder, { recursive: true });
});

const everything = { fields: [] };
const fields = (...names: string[]) => sales.fields.filter(({ name }) => names.includes(name));
const country = (...values: string[]) => ({ fields: [{ column: 'country', kind: 'text' as const, values }] });

/** Of all rows, as the database holds them. */
async function digest(data: AppData): Promise<string> {
  const rows = await data.rows(data.fields, everything, { after: 0, limit: 100_000 });
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('the demonstration data', () => {
  test('has 50,000 rows, the same wherever it is made', async () => {
    const [all] = await sales.totals([], [], everything);
    expect(all?.rows).toBe(50_000);
    const other = await mkdtemp(join(tmpdir(), 'sales-'));
    const again = openDataSources(other);
    expect(await digest(again.find('sales'))).toBe(await digest(sales));
    again.close();
    await rm(other, { recursive: true });
  });

  test('is in a file of its own, for its owner alone, that can only be read', () => {
    const path = join(folder, 'sales.sqlite');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const file = openDataFile(path);
    expect(() => file.prepare("UPDATE sales SET country = 'x'").run()).toThrow(/readonly/);
    file.close();
  });

  test('is made again where the file is of another version, or broken, and not otherwise', async () => {
    const other = await mkdtemp(join(tmpdir(), 'sales-'));
    const path = join(other, 'sales.sqlite');
    openDataSources(other).find('sales');
    const made = statSync(path).ino;
    const again = openDataSources(other);
    again.find('sales');
    again.close();
    expect(statSync(path).ino).toBe(made);
    const bytes = readFileSync(path);
    // SQLite's file format, 1.3: the user version stands at offset 60.
    bytes.writeUInt32BE(999, 60);
    for (const content of [bytes, Buffer.from('no database'), Buffer.alloc(0)]) {
      writeFileSync(path, content);
      const mended = openDataSources(other);
      expect(await digest(mended.find('sales'))).toBe(await digest(sales));
      mended.close();
    }
    await rm(other, { recursive: true });
  });

  test('sums by the database are those of its rows', async () => {
    const predicate = country('Australia', 'Japan');
    const [region, month, amount, units] = ['Region', 'Month', 'Amount', 'Units'].flatMap((name) => fields(name));
    if (!region || !month || !amount || !units) throw new Error('a field is missing');
    const rows = await sales.rows([region, month, units, amount], predicate, { after: 0, limit: 100_000 });
    const expected = new Map<string, [number, number, number]>();
    for (const { values } of rows) {
      const key = `${values[0]} ${values[1]}`;
      const [count, u, a] = expected.get(key) ?? [0, 0, 0];
      expected.set(key, [count + 1, u + Number(values[2]), a + Number(values[3])]);
    }
    const totals = await sales.totals([region, month], [units, amount], predicate);
    expect(new Map(totals.map((one) => [one.keys.join(' '), [one.rows, ...one.sums]]))).toEqual(expected);
  });

  test('gives its rows part by part, each once', async () => {
    const seen: number[] = [];
    for (let after = 0; ; ) {
      const part = await sales.rows(fields('Country'), country('Australia'), { after, limit: 1000 });
      const last = part.at(-1);
      if (last === undefined) break;
      seen.push(...part.map(({ number }) => number));
      after = last.number;
    }
    const [total] = await sales.totals([], [], country('Australia'));
    expect([seen.length, new Set(seen).size]).toEqual([total?.rows, total?.rows]);
  });

  test('the access table that is shipped locks nobody out', async () => {
    const { connections } = await readConfig('server/companion.yaml');
    const [settings] = connections;
    const apps = await loadApps(settings?.apps ?? [], {
      streams: settings?.streams ?? [],
      readFile: async () => '',
      wrong: (path, reason) => documentError(path, reason),
    });
    const found = apps.flatMap((app) => lintAccessTable(app.access, { ...app, data: sales.fields, inUse: null }));
    expect(found).toEqual([]);
  });
});
