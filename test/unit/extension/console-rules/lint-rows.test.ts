import { expect, test } from 'vitest';
import { lintRows } from '../../../../extension/pages/console/sections/rules/lint-rows.ts';

const DOCUMENT = { attributes: [{ from: 'groups', to: 'group' }], methods: ['saml'] };
const row = (condition: string, name = 'r') => ({ name, resourceFilter: 'App_*', actions: ['read'], condition });
const notesOf = (condition: string, document: object = DOCUMENT) =>
  lintRows([row(condition)], { ...document }).get('r') ?? [];

/** The condition as the fix of its first note makes it. */
function fixed(condition: string): string | null {
  const { fix = null } = notesOf(condition).find((note) => note.fix !== null) ?? {};
  return fix === null ? null : `${condition.slice(0, fix.from)}${fix.insert}${condition.slice(fix.to)}`;
}

test.each([
  ['user.environment.group != "x"', '!(user.environment.group = "x")'],
  ['true and\n  user.environment.group !== "x"', 'true and\n  !(user.environment.group == "x")'],
  ['user.environment.grup = "x"', 'user.environment.group = "x"'],
  ['resource.name = "user.environment.group"', 'resource.name = user.environment.group'],
  ['resource.name like "user.environment.group"', 'resource.name = user.environment.group'],
  ['user.userId != "a" or user.userId != "b"', '!(user.userId = "a" or user.userId = "b")'],
])('%j is mended to %j by a click', (condition, wanted) => {
  expect(fixed(condition)).toBe(wanted);
});

test.each(['resource.name like "* user.name *"', 'user.userId = "a" and user.userId = "b"', 'user.', ''])(
  'what is meant by %j only its author knows',
  (condition) => {
    expect(fixed(condition)).toBeNull();
  },
);

test('a note stands where its part is', () => {
  const condition = 'user.environment.group = "a" and\nuser.environment.grup = "x"';
  const [note] = notesOf(condition);
  expect(note).toMatchObject({ code: 'attribute-near-known', place: { line: 2, column: 1 } });
  expect(condition.slice(note?.from, note?.to)).toBe('user.environment.grup');
});

test('that nobody sends an attribute is said only where nobody else could', () => {
  const codes = (document: object) => notesOf('user.environment.level = "gold"', document).map(({ code }) => code);
  expect(codes(DOCUMENT)).toEqual(['attribute-not-sent']);
  expect(codes({ ...DOCUMENT, methods: ['saml', 'ticket'] })).toEqual([]);
  expect(codes({ attributes: DOCUMENT.attributes })).toEqual([]);
});
