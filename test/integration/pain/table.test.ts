import { expect, test } from 'vitest';
import { ALL_WORDS } from '#shared/checks/words.ts';
import { NOT_IN_A_TRACE, PARTS, SCENARIOS } from './table.ts';

const ALL = [...SCENARIOS.values()].flat();

test('each of the 45 lines has a scenario for everything that it names, or cannot be seen in a trace', () => {
  expect([...PARTS.keys()]).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  for (const [line, parts] of PARTS) {
    const count = ALL.filter((scenario) => scenario.line === line).length;
    expect([line, count >= parts]).toEqual([line, true]);
    if (count === 0) expect(NOT_IN_A_TRACE.map((each) => each.line)).toContain(line);
  }
});

test('every scenario has a title of its own, and a cause that has words', () => {
  const titles = ALL.map(({ line, what }) => `${line}: ${what}`);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  const unknown = ALL.filter(({ cause: [code, variant] }) => ALL_WORDS[code]?.[variant] === undefined);
  expect(unknown.map(({ cause }) => cause)).toEqual([]);
});
