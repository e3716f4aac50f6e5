import { describe, expect, test } from 'vitest';
import { readYaml, readYamlFile } from '#server/config/read-yaml.ts';

describe('YAML is read', () => {
  test('as plain values', () => {
    expect(readYaml('a: 1\nb: [x, "007", true]\nc: { d: null }\n', 'f')).toEqual({
      a: 1,
      b: ['x', '007', true],
      c: { d: null },
    });
    expect(readYaml('', 'f')).toBeNull();
  });

  test('with the place of every part', () => {
    const { position } = readYamlFile('a:\n  - b: 1\n    c: 2\n  - d\n', 'f');
    expect(position(['a', 0, 'c'])).toEqual({ line: 3, column: 5 });
    expect(position(['a', 1])).toEqual({ line: 4, column: 5 });
    expect(position(['a', 0, 'missing', 'deeper'])).toEqual({ line: 2, column: 5 });
    expect(position([])).toEqual({ line: 1, column: 1 });
  });
});

describe('YAML is refused, with file, line and column', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'f.yaml, line 3, column 1: Map keys must be unique.'],
    ['an open bracket', 'a: [1,\n', 'f.yaml, line 2, column 1'],
    ['a tab for indentation', 'a:\n\tb: 1\n', 'f.yaml, line 2, column 1'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'f.yaml, line 2'],
    ['an unknown tag', 'a: !evil x\n', 'f.yaml, line 1, column 4'],
    ['a key that is no text', '? [a]\n: b\n', 'f.yaml, line 1'],
    ['__proto__ as a key', 'a:\n  - __proto__: { x: 1 }\n', 'f.yaml, line 2, column 5: this key is not allowed.'],
  ])('%s', (_, text, words) => {
    expect(() => readYaml(text, 'f.yaml')).toThrow(words);
  });

  test('a thousand aliases of aliases (billion laughs)', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(() => readYaml(lines.join('\n'), 'f.yaml')).toThrow(/^f\.yaml, line 1, column 1: Excessive alias count/);
  });
});
