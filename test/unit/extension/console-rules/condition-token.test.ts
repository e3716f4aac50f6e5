import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextToken } from '../../../../extension/pages/console/sections/rules/condition-token.ts';

function kindsOf(line: string): readonly (readonly [string, string | null])[] {
  const found: (readonly [string, string | null])[] = [];
  for (let at = 0; at < line.length; ) {
    const { length, kind } = nextToken(line, at);
    if (kind !== null) found.push([line.slice(at, at + length), kind]);
    at += length;
  }
  return found;
}

test('each part of a condition is what it is', () => {
  expect(kindsOf('!user.@Level.Empty() and resource.name like "a b" or true && x = "open')).toEqual([
    ['!', 'sign'],
    ['user', 'root'],
    ['@Level', 'property'],
    ['Empty', 'call'],
    ['and', 'word'],
    ['resource', 'root'],
    ['name', 'property'],
    ['like', 'word'],
    ['"a b"', 'text'],
    ['or', 'word'],
    ['true', 'constant'],
    ['&&', 'sign'],
    ['x', 'stranger'],
    ['=', 'sign'],
    ['"open', 'text'],
  ]);
});

test('whatever is typed, each step goes on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      for (let at = 0; at < line.length; ) {
        const { length } = nextToken(line, at);
        expect(length).toBeGreaterThan(0);
        at += length;
      }
    }),
  );
});
