import { describe, expect, test } from 'vitest';
import { readYaml, readYamlFile } from '#shared/yaml/read-yaml.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

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

describe('whatever its size and nesting, YAML', () => {
  const texts: Readonly<Record<string, (size: number) => string>> = {
    'keys of a block': (size) => Array.from({ length: size }, (_, index) => `k${index}: 1`).join('\n'),
    'keys in braces': (size) => `{${Array.from({ length: size }, (_, index) => `k${index}: 1`).join(',')}}`,
    'items of a list': (size) => '- x\n'.repeat(size),
  };

  test.each(Object.entries(texts))('costs what its length does, places included: %s', async (_, make) => {
    const read = (text: string): void => {
      const { position } = readYamlFile(text, 'f');
      position(['k0']);
      position(['nowhere']);
    };
    await expectLinear(make, read, 500);
  });

  test.each([
    ['brackets', '['.repeat(100_000)],
    ['blocks', Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('is refused in one line when it nests too deep: %s', (_, text) => {
    expect(() => readYamlFile(text, 'f')).toThrow(/^f, line \d+, column \d+: it nests too deep\.$/);
  });
});

describe('YAML is refused, with file, line and column', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'f.yaml, line 3, column 1: this key is there twice.'],
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
    expect(() => readYaml(lines.join('\n'), 'f.yaml')).toThrow(
      /^f\.yaml, line 1, column 1: its aliases cannot be expanded, or are too many/,
    );
  });
});
