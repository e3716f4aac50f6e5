import { describe, expect, test } from 'vitest';
import { configError, readConfig, toConfig } from '#server/config/read-config.ts';
import { loadApps } from '#server/connection/load-apps.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readYamlFile } from '#shared/yaml/read-yaml.ts';

const HEAD = `connections:
  - prefix: hub
    idp: { metadata: idp.xml }
    streams:
      - { name: Sales, apps: [{ id: sales, name: Sales }] }
    apps:
`;

/** Reads the apps of a configuration, whose files are these. */
async function load(apps: string, files: Readonly<Record<string, string>> = {}) {
  const config = toConfig(readYamlFile(`${HEAD}${apps}`, '/etc/companion.yaml'));
  const [settings] = config.connections;
  return loadApps(settings?.apps ?? [], {
    streams: settings?.streams ?? [],
    readFile: async (path) => files[path] ?? '',
    wrong: (path, reason) => configError(config.yaml, ['connections', 0, ...path], reason),
  });
}

const refusal = (apps: string, files?: Readonly<Record<string, string>>): Promise<string> =>
  load(apps, files).then(
    () => 'was read',
    (error: unknown) => (error instanceof WorkbenchError ? error.message : String(error)),
  );

const CSV = 'ACCESS,GROUP,COUNTRY\nUSER,SalesUS,United States\n';
const SCRIPT = `Section Access;\nLOAD * INLINE [\n${CSV}];\nSection Application;`;

describe('the apps of a connection', () => {
  test('have their access table as rows, or as text or file of each form', async () => {
    const rows = await load(
      '      - { id: sales, data: sales, access: [{ ACCESS: USER, GROUP: SalesUS, COUNTRY: United States }] }\n',
    );
    const written = await load(`      - { id: sales, data: sales, access: ${JSON.stringify(CSV)} }\n`);
    const files = {
      'a.csv': CSV,
      'a.qvs': SCRIPT,
      'a.yaml': '- { ACCESS: USER, GROUP: SalesUS, COUNTRY: United States }\n',
    };
    const named = await Promise.all(
      Object.keys(files).map((name) => load(`      - { id: sales, data: sales, access: ${name} }\n`, files)),
    );
    for (const [app] of [rows, written, ...named]) {
      expect(app?.access.rows.map(({ values }) => values.get('COUNTRY')?.written)).toEqual(['United States']);
      expect(app).toMatchObject({ emptyCell: 'nothing', viewAs: null });
    }
    expect(named.map(([app]) => app?.serviceUser)).toEqual([null, 'INTERNAL\\SA_SCHEDULER', null]);
  });

  test.each([
    [
      'an app that no stream has',
      '      - { id: other, data: sales, access: [] }\n',
      'line 7: connections[0].apps[0].id is an app that no stream has.',
    ],
    [
      'an app twice',
      '      - { id: sales, data: sales, access: x.csv }\n      - { id: sales, data: sales, access: x.csv }\n',
      'line 8: connections[0].apps[1].id repeats "sales".',
    ],
    [
      'other data',
      '      - { id: sales, data: sails, access: [] }\n',
      'line 7: connections[0].apps[0].data must be one of sales.',
    ],
    ['no table', '      - { id: sales, data: sales }\n', 'line 7: connections[0].apps[0].access is missing.'],
    [
      'an unknown key',
      '      - { id: sales, data: sales, acess: [] }\n',
      'line 7: connections[0].apps[0].acess is not a key',
    ],
    [
      'a row that is wrong',
      '      - id: sales\n        data: sales\n        access:\n          - { ACCESS: USER, GROUP: a }\n          - { ACCESS: USR, GROUP: a }\n',
      'line 11: connections[0].apps[0].access[1].ACCESS is wrong: ACCESS must be ADMIN or USER.',
    ],
    [
      'text that is wrong',
      '      - id: sales\n        data: sales\n        access: |\n          ACCESS,GROUP\n          USER\n',
      'access is wrong: Line 2, column 1: the row has 1 cells, and the head has 2.',
    ],
    [
      'a file that is wrong',
      '      - { id: sales, data: sales, access: a.csv }\n',
      'names a.csv, which cannot be used: Line 2, column 1: ACCESS must be',
    ],
    [
      'no condition',
      '      - { id: sales, data: sales, access: ok.csv, viewAs: user. }\n',
      'line 7: connections[0].apps[0].viewAs is no condition: Line 1',
    ],
    [
      'another meaning of empty',
      '      - { id: sales, data: sales, access: ok.csv, emptyCell: all }\n',
      'emptyCell must be nothing or everything',
    ],
  ])('refuse %s, with the line', async (_, apps, words) => {
    expect(await refusal(apps, { 'a.csv': 'ACCESS,GROUP\nX,a', 'ok.csv': CSV, 'x.csv': CSV })).toContain(words);
  });

  test('that are shipped can be read, and lock nobody out', async () => {
    const { connections } = await readConfig('server/companion.yaml');
    expect(connections[0]?.apps.map(({ id }) => id)).toEqual(['sales']);
  });
});
