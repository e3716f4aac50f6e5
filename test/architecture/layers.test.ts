import { beforeAll, describe, expect, it } from 'vitest';
import { type ImportEdge, importEdges, sourceFiles } from './imports.ts';
import { findCircle, roomEdges } from './rooms.ts';

/** Lowest first: a room imports only from itself and from those before it (ARCHITECTURE.md). */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  shared: [
    ...[
      'base',
      'yaml',
      'pattern',
      'xml',
      'wire',
      'http',
      'crypto',
      'saml',
      'logout',
      'mapping',
      'rules',
      'reduction',
      'what-if',
      'formats',
      'inspection',
    ],
    ...[
      'phrases',
      'flows',
      'checks',
      'diagnosis',
      'gate',
      'explain',
      'filter',
      'compare',
      'report',
      'redact',
      'metadata',
      'api',
    ],
  ],
  server: [
    ...[
      'log',
      'store',
      'data',
      'config',
      'keys',
      'crypto',
      'threads',
      'pages',
      'web',
      'outgoing',
      'audit',
      'admin',
      'saml',
    ],
    ...[
      'trust',
      'connection',
      'gate',
      'session',
      'attempts',
      'login',
      'logout',
      'hub',
      'reports',
      'decisions',
      'api',
      'access',
      'idp',
      'companion',
    ],
    ...['start', 'cli'],
  ],
  extension: [
    'kit',
    'messaging',
    'capture',
    'reach',
    'reading',
    'store',
    'redaction',
    'panel',
    'pages',
    'entrypoints',
    'release',
  ],
};

/** Two servers of two parties: what both need is in the rooms below them. */
const IDP = 'server/idp';
const COMPANION = [
  'data',
  'audit',
  'admin',
  'api',
  'connection',
  'gate',
  'session',
  'attempts',
  'login',
  'logout',
  'hub',
  'reports',
  'decisions',
  'access',
  'companion',
].map((room) => `server/${room}`);

/** Each outside thing has one door. Tests may use what they like. */
const DOORS: Readonly<Record<string, string>> = {
  'fast-xml-parser': 'shared/xml/parse.ts',
  htmlparser2: 'shared/wire/tokenize-html.ts',
  pako: 'shared/wire/inflate.ts',
  tldts: 'shared/http/site.ts',
  '@node-saml/node-saml': 'server/gate/node-saml.ts',
  '@xmldom/xmldom': 'server/gate/read-with-xmldom.ts',
  jose: 'server/access/verify-token.ts',
  'node:sqlite': 'server/store/sqlite.ts',
  yaml: 'shared/yaml/read-yaml.ts',
  'wxt/browser': 'extension/browser.ts',
  fflate: 'extension/release/write-zip.ts',
  ...Object.fromEntries(
    ['autocomplete', 'commands', 'language', 'lint', 'state', 'view'].map((name) => [
      `@codemirror/${name}`,
      'extension/pages/console/sections/rules/code-mirror.ts',
    ]),
  ),
  '@lezer/highlight': 'extension/pages/console/sections/rules/code-mirror.ts',
};

/** What `shared` may use from outside: pure libraries that run in a worker, a page and Node. */
const SHARED_PACKAGES = new Set(['fast-xml-parser', 'htmlparser2', 'pako', 'tldts', 'valibot', 'yaml']);

let edges: readonly ImportEdge[] = [];
let files: readonly string[] = [];
beforeAll(async () => {
  [edges, files] = [await importEdges(), await sourceFiles()];
});

const isTest = (file: string): boolean => file.startsWith('test/');
const part = (file: string): string => file.split('/')[0] ?? '';
const show = (edge: ImportEdge): string => `${edge.from} -> ${edge.to}`;
const isOurs = (file: string): boolean => /^(shared|server|extension|test)\//.test(file);

/** The floor of the room that a file is in; files that lie in the part itself (`server/start.ts`) are above all. */
function floorOf(file: string): number {
  const [name = '', room = '', ...rest] = file.split('/');
  return rest.length === 0 ? Number.POSITIVE_INFINITY : (ORDER[name] ?? []).indexOf(room);
}

/** Every folder whose rooms are looked at: the three parts, and each folder of theirs that has folders of its own. */
function foldersWithRooms(): readonly string[] {
  const ours = files.filter((file) => !isTest(file));
  const inner = ours.filter((file) => file.split('/').length > 3).map((file) => file.split('/').slice(0, 2).join('/'));
  return [...Object.keys(ORDER), ...new Set(inner)];
}

describe('layers', () => {
  it('reads the imports at all', () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  it('arrows between the parts go one way: extension -> shared <- server', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (isTest(from) || !isOurs(to)) return false;
      return part(to) !== part(from) && part(to) !== 'shared';
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('arrows within a part go from upper rooms to lower ones', () => {
    const wrong = edges.filter(({ from, to }) => {
      // One file is the door to the browser, and one says what the bundlers are told: below all rooms.
      if (isTest(from) || part(to) !== part(from) || from === 'extension/browser.ts') return false;
      return to.split('/').length > 2 && floorOf(to) > floorOf(from);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('the test identity provider and the companion import nothing of each other', () => {
    const room = (file: string): string => file.split('/').slice(0, 2).join('/');
    const wrong = edges.filter(({ from, to }) => {
      const [here, there] = [room(from), room(to)];
      return (here === IDP && COMPANION.includes(there)) || (COMPANION.includes(here) && there === IDP);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('every room has its place in the order', () => {
    const homeless = files.filter((file) => !isTest(file) && /\.tsx?$/.test(file) && floorOf(file) === -1);
    expect(homeless.filter((file) => !/^extension\/(icon|public)\//.test(file))).toEqual([]);
  });

  it('there is no circle between rooms, to two levels', () => {
    const circles = foldersWithRooms().map((folder) => findCircle(roomEdges(edges, folder)));
    expect(circles.filter((circle) => circle.length > 0)).toEqual([]);
  });

  it('a circle would be seen: between folders, and between a folder and the files around it', () => {
    const edge = (from: string, to: string): ImportEdge => ({ from, to });
    const between = [edge('shared/a/one.ts', 'shared/b/two.ts'), edge('shared/b/three.ts', 'shared/a/four.ts')];
    expect(findCircle(roomEdges(between, 'shared'))).toHaveLength(2);
    expect(findCircle(roomEdges(between.slice(1), 'shared'))).toEqual([]);
    const around = [edge('shared/a/one.ts', 'shared/a/in/two.ts'), edge('shared/a/in/three.ts', 'shared/a/four.ts')];
    expect(findCircle(roomEdges(around, 'shared/a'))).toHaveLength(2);
    expect(findCircle(roomEdges(around.slice(1), 'shared/a'))).toEqual([]);
  });

  it('shared uses nothing of Node or the browser, and only the libraries it may', () => {
    const wrong = edges.filter(({ from, to }) => part(from) === 'shared' && !isOurs(to) && !SHARED_PACKAGES.has(to));
    expect(wrong.map(show)).toEqual([]);
  });

  it.each(Object.entries(DOORS))('%s is imported by one file alone: %s', (outside, door) => {
    const importers = edges.filter(({ from, to }) => to === outside && !isTest(from)).map(({ from }) => from);
    expect([...new Set(importers)]).toEqual([door]);
  });

  it('no file imports itself by way of others', () => {
    expect(findCircle(edges.map(({ from, to }) => ({ from, to, example: '' })))).toEqual([]);
  });
});
