import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BOOKS = 'shared/phrases/books';
const WRITTEN = '// Written by `npm run checks:list` from the files of the books. Not to be edited.\n\n';

/**
 * The list of the books, by path from the root of the repository: each file below `shared/phrases/books` is in it, by its
 * name.
 *
 * @throws where a file defines no book
 */
export async function makePhraseList(): Promise<readonly [path: string, text: string]> {
  const names = (await readdir(join(ROOT, BOOKS))).toSorted();
  const books = await Promise.all(names.map(async (file) => ({ file, name: await nameOf(file) })));
  const text = [
    ...books.map(({ file, name }) => `import { ${name} } from './books/${file}';`),
    "import type { Phrase } from './engine/phrase.ts';",
    '',
    '/** The whole book, product by product. */',
    'export const ALL_PHRASES: readonly Phrase[] = [',
    ...books.map(({ name }) => `  ...${name},`),
    '];\n',
  ].join('\n');
  return ['shared/phrases/all-phrases.ts', `${WRITTEN}${text}`];
}

async function nameOf(file: string): Promise<string> {
  const text = await readFile(join(ROOT, BOOKS, file), 'utf8');
  const [, name] = /export const (\w+) = definePhrases\(/.exec(text) ?? [];
  if (name === undefined) throw new Error(`${BOOKS}/${file}: a book is made by definePhrases`);
  return name;
}
