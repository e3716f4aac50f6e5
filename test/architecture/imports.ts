import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

/** One import statement: `from` is the importing file, `to` a file of ours or the name of a package (`node:fs`, `koa`). Paths are relative to the checkout. */
export interface ImportEdge {
  readonly from: string;
  readonly to: string;
}

const SOURCE_FOLDERS = ['shared', 'server', 'extension', 'test'] as const;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every TypeScript file of the checkout, tests included. */
export async function sourceFiles(): Promise<readonly string[]> {
  const lists = await Promise.all(
    SOURCE_FOLDERS.map(async (folder) => {
      const names = await readdir(folder, { recursive: true });
      return names
        .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
        .map((name) => join(folder, name));
    }),
  );
  return lists.flat().sort();
}

/** Every import of every source file. */
export async function importEdges(): Promise<readonly ImportEdge[]> {
  return (await sourceFiles()).flatMap(importsOf);
}

function importsOf(file: string): readonly ImportEdge[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(IMPORT)].map((match) => ({
    from: file,
    to: resolve(file, match[1] ?? match[2] ?? match[3] ?? ''),
  }));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier;
}
