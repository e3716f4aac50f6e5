import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeOpenApi, OPENAPI_FILE } from '#test/schemas/make-openapi.ts';
import { makeSchemas } from '#test/schemas/make-schemas.ts';

const published = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8'));

test.each([...makeSchemas()])('%s is what `npm run schemas` makes', async (path, schema) => {
  expect(await published(path)).toEqual(schema);
});

test('the description of QPS calls is what `npm run schemas` makes', async () => {
  expect(await published(OPENAPI_FILE)).toEqual(JSON.parse(JSON.stringify(makeOpenApi())));
});

test('no part of them takes just anything: every key that is read has a form', () => {
  for (const schema of makeSchemas().values()) expect(emptyPartsOf(schema)).toEqual([]);
});

function emptyPartsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.entries(value);
  if (parts.length === 0 && !path.endsWith('/default') && !path.endsWith('/required')) return [path];
  return parts.flatMap(([key, part]) => emptyPartsOf(part, `${path}/${key}`));
}
