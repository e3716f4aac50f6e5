import { beforeAll, describe, expect, it } from 'vitest';
import { type ImportEdge, importEdges } from './imports.ts';

/** Lowest first: a folder imports only from itself and from those before it (ARCHITECTURE.md). */
const SHARED_LAYERS = ['base', 'xml', 'wire', 'crypto', 'saml', 'mapping', 'rules', 'reduction', 'checks', 'trace'];

/** Each outside thing has one door. Tests may use what they like. */
const DOORS: Readonly<Record<string, string>> = {
  'fast-xml-parser': 'shared/xml/parse.ts',
  pako: 'shared/wire/inflate.ts',
  tldts: 'shared/http/site.ts',
  '@node-saml/node-saml': 'server/gate/node-saml.ts',
  'node:sqlite': 'server/store/sqlite.ts',
  yaml: 'server/config/read-yaml.ts',
  'wxt/browser': 'extension/browser.ts',
};

/** What `shared` may use from outside: pure libraries that run in a worker, a page and Node. */
const SHARED_PACKAGES = new Set(['fast-xml-parser', 'pako', 'tldts', 'valibot']);

let edges: readonly ImportEdge[] = [];
beforeAll(async () => {
  edges = await importEdges();
});

const isTest = (file: string): boolean => file.startsWith('test/');
const topFolder = (file: string): string => file.split('/')[0] ?? '';
const show = (edge: ImportEdge): string => `${edge.from} -> ${edge.to}`;
const isOurs = (file: string): boolean => /^(shared|server|extension|test)\//.test(file);

function sharedLayer(file: string): number {
  return SHARED_LAYERS.indexOf(file.split('/')[1] ?? '');
}

describe('layers', () => {
  it('reads the imports at all', () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  it('arrows between the parts go one way: extension -> shared <- server', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (isTest(from) || !isOurs(to)) return false;
      return topFolder(to) !== topFolder(from) && topFolder(to) !== 'shared';
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('arrows within shared go from upper folders to lower ones', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (topFolder(from) !== 'shared' || topFolder(to) !== 'shared') return false;
      return from !== 'shared/api.ts' && sharedLayer(to) > sharedLayer(from);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('every folder of shared has its place in the order', () => {
    const files = edges
      .map(({ from }) => from)
      .filter((file) => topFolder(file) === 'shared' && file !== 'shared/api.ts');
    expect(files.filter((file) => sharedLayer(file) === -1)).toEqual([]);
  });

  it('shared uses nothing of Node or the browser, and only the libraries it may', () => {
    const wrong = edges.filter(
      ({ from, to }) => topFolder(from) === 'shared' && !isOurs(to) && !SHARED_PACKAGES.has(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it.each(Object.entries(DOORS))('%s is imported by one file alone: %s', (outside, door) => {
    const importers = edges.filter(({ from, to }) => to === outside && !isTest(from)).map(({ from }) => from);
    expect([...new Set(importers)]).toEqual([door]);
  });

  it('no file imports itself by way of others', () => {
    expect(findCycle(edges)).toEqual([]);
  });
});

/** Depth-first search for a cycle; gives its files, or an empty list. */
function findCycle(all: readonly ImportEdge[]): readonly string[] {
  const targets = Map.groupBy(all, (edge) => edge.from);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
