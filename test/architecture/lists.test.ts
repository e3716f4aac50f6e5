import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeLists } from '#test/lists/make-lists.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the lists of the checks and of the faults', () => {
  it('are those of the files that are there: run `npm run checks:list` where not', async () => {
    const lists = await makeLists();
    expect(lists.size).toBe(4);
    for (const [path, text] of lists) {
      expect(wordsOf(await readFile(`${ROOT}${path}`, 'utf8')), path).toEqual(wordsOf(text));
    }
  });
});

/** Whatever the formatter makes of lines, commas at their ends, and the order of imports. */
function wordsOf(text: string): readonly string[] {
  const [imports, list] = [/^import .*?;$/gms, /^(?:import .*?;|\/\/.*)$/gms];
  const names = [...text.matchAll(imports)].map(([line]) => line.replace(/\s+/g, ' ')).toSorted();
  return [...names, ...text.replace(list, '').split(/[\s,]+/)];
}
