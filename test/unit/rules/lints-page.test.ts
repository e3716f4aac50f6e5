import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { LintCode } from '#shared/rules/lint/lint.ts';
import { lintRules } from '#shared/rules/lint/lint-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { readYaml } from '#shared/yaml/read-yaml.ts';

/** Whether each is wrong, not only worth a second look. */
const CODES: Readonly<Record<LintCode, boolean>> = {
  unreadable: true,
  'always-true': true,
  'never-true': true,
  'part-always-true': false,
  'part-never-true': false,
  shadowed: false,
  'not-equal-on-list': false,
  'not-equal-when-missing': false,
  'path-in-text': false,
  'filter-everything': false,
  'filter-type-alone': false,
  'attribute-near-known': false,
  'attribute-case': false,
  'attribute-not-sent': false,
};

/** Parts of the page by their heading. */
let parts: ReadonlyMap<string, string>;
beforeAll(async () => {
  const page = await readFile(new URL('../../../docs/lints.md', import.meta.url), 'utf8');
  parts = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.split('\n', 1)[0] ?? '', part]),
  );
});

test('the page has every lint, and no other', () => {
  expect([...parts.keys()].sort()).toEqual(Object.keys(CODES).sort());
});

test.each(Object.entries(CODES))('%s is said of its first example, and not of the second', (code, isError) => {
  const examples = [...(parts.get(code) ?? '').matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => text);
  const lintsOf = (text = '') =>
    lintRules(readRules(readYaml(text, code)), code === 'attribute-not-sent' ? ['group'] : null);
  const [wrong, right, ...more] = examples;
  const found = lintsOf(wrong).filter((lint) => lint.code === code);
  expect(found.map(({ severity }) => severity)).toEqual([isError ? 'error' : 'warning']);
  expect([lintsOf(right), more]).toEqual([[], []]);
});
