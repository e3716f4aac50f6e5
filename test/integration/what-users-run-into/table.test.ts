import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { NOT_IN_A_TRACE, PARTS, SCENARIOS } from './table.ts';

const ALL = [...SCENARIOS.values()].flat();
const ROW = /^\| <a id="row-(\d+)"><\/a>\1 \| [^|]+ \| ([^|]*) \| [^|]*\|$/gm;

/** The rows of the page, with the codes that it says come first. */
function readPage(): readonly (readonly [row: number, codes: readonly string[]])[] {
  const page = readFileSync('docs/what-users-run-into.md', 'utf8');
  return [...page.matchAll(ROW)].map(([, row, codes = '']) => [
    Number(row),
    [...codes.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
  ]);
}

test('each of the 45 rows has a scenario for everything that it names, or cannot be seen in a trace', () => {
  expect([...PARTS.keys()]).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  for (const [row, parts] of PARTS) {
    const count = ALL.filter((scenario) => scenario.row === row).length;
    expect([row, count >= parts]).toEqual([row, true]);
    if (count === 0) expect(NOT_IN_A_TRACE.map((each) => each.row)).toContain(row);
  }
});

test('the page says of each row what its scenarios show first', () => {
  const codesOf = (row: number) => ALL.filter((scenario) => scenario.row === row).map(({ cause: [code] }) => code);
  expect(readPage()).toEqual([...PARTS.keys()].map((row) => [row, [...new Set(codesOf(row))]]));
});

test('every scenario has a title of its own, and a cause that has words', () => {
  const titles = ALL.map(({ row, what }) => `${row}: ${what}`);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  const unknown = ALL.filter(({ cause: [code, variant] }) => ALL_WORDS[code][variant] === undefined);
  expect(unknown.map(({ cause }) => cause)).toEqual([]);
});
