import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { sourceFiles } from './imports.ts';

/** Where a page of `docs` is cited by name and anchor, in code, in titles of tests and on other pages. */
const CITATION = /\b(what-users-run-into|attacks)#([a-z0-9-]+)/g;
/** Names that earlier comments cited by a number, of pages that are not here. */
const ELSEWHERE = /\b(?:DESIGN|hardening|pain|capture|identity)(?:\.md)?(?: section)? \d|\bDESIGN\b|\.\.\/shared\/spec/;
/** A file of TypeScript, by its name or by its path or the end of one. */
const SOURCE_FILE = /(?<![\w/.<>*-])((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.tsx?)\b/g;
const COMMENT = /\/\*\*?[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** A path from the root of the repository, to a file or a folder, between backticks or behind a command's name. */
const PATH = /(?<=[` ])((?:shared|server|extension|test|docs)\/[\w./-]*\w)(?=[` ])/g;
const SCRIPT = /\bnpm run (?:-s )?([\w:]+)/g;
const PAGES = ['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md'];
const PACKAGE = v.object({ scripts: v.record(v.string(), v.string()) });
const THIS_FILE = 'test/architecture/citations.test.ts';

let texts: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  const pages = (await readdir('docs')).map((name) => `docs/${name}`);
  const files = [...(await sourceFiles()), ...pages, ...PAGES];
  texts = new Map(files.filter((file) => file !== THIS_FILE).map((file) => [file, readFileSync(file, 'utf8')]));
});

function anchorsOf(page: string): readonly string[] {
  return [...(texts.get(page) ?? '').matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
}

function commentsOf(file: string, text: string): readonly string[] {
  return file.endsWith('.md') ? [text] : [...text.matchAll(COMMENT)].map(([comment]) => comment);
}

/** What an expression finds in comments and on pages, with where. */
function namedOn(files: readonly string[], expression: RegExp): readonly { file: string; name: string }[] {
  return files.flatMap((file) =>
    commentsOf(file, texts.get(file) ?? '').flatMap((comment) =>
      [...comment.matchAll(expression)].map(([, name = '']) => ({ file, name })),
    ),
  );
}

it('every row that is cited is on its page', () => {
  const known = new Set(
    ['what-users-run-into', 'attacks'].flatMap((page) => anchorsOf(`docs/${page}.md`).map((id) => `${page}#${id}`)),
  );
  const cited = [...texts].flatMap(([file, text]) => [...text.matchAll(CITATION)].map(([name]) => ({ file, name })));
  expect(cited.length).toBeGreaterThan(20);
  expect(cited.filter(({ name }) => !known.has(name))).toEqual([]);
});

it('no anchor is there twice', () => {
  for (const page of [...texts.keys()].filter((file) => file.startsWith('docs/'))) {
    const ids = anchorsOf(page);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  }
});

it('every test that the table of attacks names is there', () => {
  const named = [...(texts.get('docs/attacks.md') ?? '').matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

it('nothing is cited that is not in the repository', () => {
  expect([...texts].filter(([, text]) => ELSEWHERE.test(text)).map(([file]) => file)).toEqual([]);
});

it('every file of ours that a comment or a page names is there', () => {
  const files = [...texts.keys()];
  const named = namedOn(files, SOURCE_FILE);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => !files.some((known) => `/${known}`.endsWith(`/${name}`)))).toEqual([]);
});

it('every path that a page names is there', () => {
  const named = namedOn(PAGES, PATH);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ name }) => !existsSync(name))).toEqual([]);
});

it('every script of npm that a page or a comment names is there', () => {
  const { scripts } = v.parse(PACKAGE, JSON.parse(readFileSync('package.json', 'utf8')));
  const named = namedOn([...texts.keys()], SCRIPT);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});

it('every folder of the three parts, to two levels, is in the table of folders', async () => {
  const rows = (texts.get('ARCHITECTURE.md') ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const parts = await Promise.all(['shared', 'server', 'extension'].map((part) => foldersBelow(part)));
  const rooms = parts.flat();
  const inner = (await Promise.all(rooms.map((room) => foldersBelow(room)))).flat();
  const isTold = (folder: string): boolean => {
    const [part, room, own] = folder.split('/');
    const ofRoom = rows.filter((row) => new RegExp(`\`${part}/${room}[/\`.]`).test(row));
    return ofRoom.some((row) => own === undefined || new RegExp(`\`(?:[\\w-]+/)*${own}/?\``).test(row));
  };
  expect(rooms.length).toBeGreaterThan(40);
  expect(
    [...rooms, ...inner].filter((folder) => !isTold(folder)),
    'name each under Folders in ARCHITECTURE.md',
  ).toEqual([]);
});

async function foldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}
