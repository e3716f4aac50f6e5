import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeLists } from '#test/lists/make-lists.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the lists of the checks, of the faults and of the phrase book', () => {
  it('are those of the files that are there: run `npm run checks:list` where not', async () => {
    const lists = await makeLists();
    expect(lists.size).toBe(5);
    for (const [path, text] of lists) {
      expect(wordsOf(await readFile(`${ROOT}${path}`, 'utf8')), path).toEqual(wordsOf(text));
    }
  });
});

it('a list that lacks an entry, or has its entries in another order, would be seen', async () => {
  for (const [path, text] of await makeLists()) {
    const [before = '', last = ''] = text
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .slice(-2);
    expect(wordsOf(text.replace(`${last}\n`, '')), path).not.toEqual(wordsOf(text));
    expect(wordsOf(text.replace(`${before}\n${last}`, `${last}\n${before}`)), path).not.toEqual(wordsOf(text));
  }
});

/** Whatever the formatter makes of lines, commas at their ends, and the order of imports. */
function wordsOf(text: string): readonly string[] {
  const [imports, list] = [/^import .*?;$/gms, /^(?:import .*?;|\/\/[^\n]*)$/gms];
  const names = [...text.matchAll(imports)].map(([line]) => line.replace(/\s+/g, ' ')).toSorted();
  return [...names, ...text.replace(list, '').split(/[\s,]+/)];
}
