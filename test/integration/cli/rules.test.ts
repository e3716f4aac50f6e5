import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInside } from '#test/fixtures/run-cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const STREAMS = `rules:
  - { name: streams, resourceFilter: Stream_*, actions: [read], condition: 'user.environment.group = resource.name' }
  - { name: apps, resourceFilter: App_*, actions: [read], condition: 'resource.stream.HasPrivilege("read")' }
`;

describe('rules check', () => {
  test.each([
    ['user.name = "a"', 0],
    ['user.g != "x" or user.g != "y"', 1],
    ['user.name = "a" and user.name = "b"', 1],
    ['user.name = "a" AND true', 1],
    ['user.g != "x"', 0],
  ])('%s ends with %i', async (condition, status) => {
    expect((await runInside(['rules', 'check', '--condition', condition])).status).toBe(status);
  });

  test('an error has its line and column, its words and what to do', async () => {
    const { stdout } = await runInside(['rules', 'check', '--condition', 'user.name =\n anne', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 1,
      findings: [{ code: 'unreadable', place: { line: 2, column: 2 } }],
    });
  });

  test('of a file the rule and its line are named', async () => {
    const broken = await file(
      'broken.yaml',
      `${STREAMS}  - name: last\n    resourceFilter: '*'\n    actions: [read]\n    condition: user.x =\n`,
    );
    const { status, stdout } = await runInside(['rules', 'check', broken]);
    expect(status).toBe(1);
    expect(stdout).toContain('rule "last", line 7 of the file, condition line 1, column 9');
  });

  test('warnings alone leave it at 0', async () => {
    const wide = await file(
      'everything.yaml',
      `- { name: all, resourceFilter: '*, App', actions: [read], condition: 'user.enviroment.g = "x"' }\n`,
    );
    const { status, stdout } = await runInside(['rules', 'check', wide]);
    expect(status).toBe(0);
    for (const code of ['filter-everything', 'filter-type-alone', 'attribute-near-known'])
      expect(stdout).toContain(`[${code}]`);
  });

  test('no file is 2', async () => {
    expect((await runInside(['rules', 'check', join(folder, 'none.yaml')])).status).toBe(2);
    expect((await runInside(['rules', 'check'])).status).toBe(2);
  });
});

describe('rules explain', () => {
  const explain = async (condition: string, user: object, resource: object = {}) => {
    const args = ['--condition', condition, '--user', JSON.stringify(user), '--resource', JSON.stringify(resource)];
    const { status, stdout } = await runInside(['rules', 'explain', ...args, '--format', 'json']);
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };

  test('the decision, and by which value', async () => {
    const said = await explain('user.environment.group = "SalesUS"', { environment: { group: ['x', 'salesus'] } });
    expect(said).toMatchObject({
      decision: true,
      error: null,
      why: { reasons: [{ hits: [{ value: 'salesus' }] }], change: null },
    });
  });

  test.each([
    [
      'user.environment.group = "SalesUS"',
      { environment: { group: ['SalesAUS'] } },
      { kind: 'add', values: ['SalesUS'] },
    ],
    [
      'user.environment.group == "SalesUS"',
      { environment: { group: 'salesus' } },
      { kind: 'case', from: 'salesus', to: 'SalesUS' },
    ],
    ['user.environment.group = "SalesUS"', { environment: { groups: 'SalesUS' } }, { kind: 'rename', from: 'groups' }],
    ['!(user.environment.group = "x")', { environment: { group: ['x', 'y'] } }, { kind: 'remove', values: ['x'] }],
    ['user.name = "Anne"', { name: 'Eddie' }, { kind: 'set', from: ['Eddie'], values: ['Anne'] }],
  ])('%s: the least that would grant it', async (condition, user, edit) => {
    expect(await explain(condition, user)).toMatchObject({ decision: false, why: { change: { edits: [edit] } } });
  });

  test('a condition that cannot be read is false, with the reason', async () => {
    expect(await explain('user.name = ', {})).toMatchObject({
      decision: false,
      error: expect.stringContaining('column 13'),
      why: null,
    });
  });

  test('with rules HasPrivilege is answered by them, rule within rule', async () => {
    const rules = await file('streams.yaml', STREAMS);
    const user = JSON.stringify({ userId: 'anne', environment: { group: 'SalesUS' } });
    const resource = JSON.stringify({ resourcetype: 'App', name: 'Sales', stream: { name: 'SalesUS' } });
    const { stdout } = await runInside(['rules', 'explain', '--rules', rules, '--user', user, '--resource', resource]);
    expect(stdout).toContain('by "apps": the user may read "SalesUS" by "streams"');
  });
});

describe('rules check of a whole configuration', () => {
  const CONFIGURATION = (methods: string) => `
connections:
  - prefix: hub
    attributes: [{ from: groups, to: group }]
    rules: [{ name: fine, resourceFilter: Stream_*, actions: [read], condition: 'user.environment.group = resource.name' }]
  - prefix: corp
    ${methods}
    attributes: [{ from: department, to: department }]
    jwt: { attributes: [{ from: lvl, to: level }] }
    rules:
      - name: near
        resourceFilter: App_*
        actions: [read]
        condition: user.environment.departement = "Sales" and user.environment.level = "gold"
      - { name: elsewhere, resourceFilter: App_*, actions: [read], condition: 'user.environment.group = "Sales"' }
`;
  const findings = async (methods: string) => {
    const path = await file('companion.yaml', CONFIGURATION(methods));
    const { status, stdout } = await runInside(['rules', 'check', path, '--format', 'json']);
    const read: { findings: Record<string, unknown>[] } = JSON.parse(stdout);
    return [status, read.findings.map(({ connection, rule, code, fileLine }) => [connection, rule, code, fileLine])];
  };

  test('each connection by what its own maps send, with the line of the file', async () => {
    expect(await findings('methods: [saml, jwt]')).toEqual([
      ...[0],
      [
        ['corp', 'near', 'attribute-near-known', 14],
        ['corp', 'elsewhere', 'attribute-not-sent', 15],
      ],
    ]);
  });

  test('where servers may give any attribute, nobody can say that one is not sent', async () => {
    expect(await findings('description: tickets, too')).toEqual([0, [['corp', 'near', 'attribute-near-known', 14]]]);
  });

  test('the configuration that is shipped has nothing wrong', async () => {
    const { status, stdout } = await runInside(['rules', 'check', 'server/companion.yaml']);
    expect([status, stdout]).toEqual([0, '0 errors, 0 warnings\n']);
  });
});

describe('rules replay', () => {
  const HISTORY = [
    { resource: 'Stream_S', is: [{ resourcetype: 'Stream', id: 'S', name: 'SalesUS' }] },
    { person: 'p', is: { userId: 'anne', environment: { group: ['SalesUS'] } } },
    { at: 0, user: 'CORP\\anne', as: 'p', resource: 'Stream_S', action: 'read', allowed: false, by: [] },
    { at: 86_400_000, user: 'CORP\\anne', as: 'p', resource: 'Stream_S', action: 'update', allowed: true, by: ['old'] },
    { at: 0, user: 'CORP\\eddie', as: null, resource: 'Stream_S', action: 'read', allowed: true, by: ['old'] },
  ];
  const lines = (history: readonly unknown[]) => history.map((line) => JSON.stringify(line)).join('\n');

  test('says who gains and who loses, by which rule, how often and when last, and of how many nothing is known', async () => {
    const [history, rules] = [await file('history.jsonl', lines(HISTORY)), await file('replay.yaml', STREAMS)];
    const { status, stdout } = await runInside(['rules', 'replay', history, rules]);
    expect([status, stdout.split('\n').slice(0, -1)]).toEqual([
      1,
      [
        '2 decisions decided again: 1 gained, 1 lost',
        'of 1 more it is not known what the user carried',
        '  gained: CORP\\anne read Stream_S, by "streams", 1 time, last 1970-01-01T00:00:00.000Z',
        '  lost: CORP\\anne update Stream_S, by "old", 1 time, last 1970-01-02T00:00:00.000Z',
      ],
    ]);
  });

  test('ends with 0 where nothing would have been otherwise, and 2 with the line where it cannot be read', async () => {
    const rules = await file('replay.yaml', STREAMS);
    const same = await file('same.jsonl', lines(HISTORY.slice(0, 2)));
    expect((await runInside(['rules', 'replay', same, rules])).status).toBe(0);
    const wrong = await file('wrong.jsonl', `${lines(HISTORY.slice(0, 2))}\n{"at":1}\n`);
    const { status, stderr } = await runInside(['rules', 'replay', wrong, rules]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('Line 3 of the decisions is wrong')]);
    expect((await runInside(['rules', 'replay', same])).status).toBe(2);
  });
});

describe('rules diff', () => {
  test('ends with 0 for same and less, 1 for more and both, 2 for what cannot be read', async () => {
    const narrow = await file(
      'narrow.yaml',
      STREAMS.replace('user.environment.group = resource.name', 'user.environment.group == resource.name'),
    );
    const wide = await file('wide.yaml', STREAMS);
    const other = await file(
      'other.yaml',
      STREAMS.replace('user.environment.group = resource.name', 'user.group = resource.name'),
    );
    const verdict = async (...files: string[]) => {
      const { status, stdout } = await runInside(['rules', 'diff', ...files, '--format', 'json']);
      return [status, JSON.parse(stdout).verdict];
    };
    expect(await verdict(wide, wide)).toEqual([0, 'same']);
    expect(await verdict(wide, narrow)).toEqual([0, 'less']);
    expect(await verdict(narrow, wide)).toEqual([1, 'more']);
    expect(await verdict(narrow, other)).toEqual([1, 'both']);
    expect((await runInside(['rules', 'diff', wide, join(folder, 'none.yaml')])).status).toBe(2);
  });

  test('what is not decided is named', async () => {
    const loop = (name: string, condition: string) =>
      file(name, `- { name: loop, resourceFilter: '*', actions: [read], condition: '${condition}' }\n`);
    const { status, stdout } = await runInside([
      'rules',
      'diff',
      await loop('a.yaml', 'false'),
      await loop('b.yaml', 'HasPrivilege("read")'),
    ]);
    expect(status).toBe(2);
    expect(stdout).toContain('undecided: rule "loop": HasPrivilege asks for what is being decided');
  });
});

describe('rules test', () => {
  const cases = (expected: string) => `rules: streams-of-tests.yaml
tests:
  - name: anne <us>
    user: { userId: anne, environment: { group: SalesUS } }
    resource: { resourcetype: Stream, name: SalesUS }
    expect: ${expected}
`;

  test('ends with 0 where all are as expected, 1 where not; JUnit for machines', async () => {
    await file('streams-of-tests.yaml', STREAMS);
    expect((await runInside(['rules', 'test', await file('good.yaml', cases('allow'))])).status).toBe(0);
    const bad = await file('bad.yaml', cases('deny'));
    const { status, stdout } = await runInside(['rules', 'test', bad, '--format', 'junit']);
    expect(status).toBe(1);
    expect(stdout).toContain('<testsuite name="rules" tests="1" failures="1">');
    expect(stdout).toContain('name="anne &lt;us&gt;"><failure message="expected deny, got allow">');
  });

  test('a key that means nothing is an error, and named', async () => {
    const { status, stderr } = await runInside([
      'rules',
      'test',
      await file('wrong.yaml', `${cases('allow')}    expects: deny\n`),
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain('tests.0.expects: this key means nothing');
  });
});

describe('rules prove', () => {
  const assertions = (text: string) => file('assertions.yaml', `rules: streams-of-proofs.yaml\nassertions:\n${text}`);
  beforeAll(() => file('streams-of-proofs.yaml', STREAMS));

  test('says of which assertion a condition cannot be read', async () => {
    const path = await assertions('  - never: user.a = "b"\n  - implies: [user.a = "b", user.]\n');
    const { status, stderr } = await runInside(['rules', 'prove', path]);
    expect(status).toBe(2);
    expect(stderr).toContain('at assertions.1.implies.1: in the condition, line 1, column 6: ');
  });

  test.each([
    [
      `  - nobody: { may: read, where: '!(user.environment.group = "Y") and resource.resourcetype = "Stream" and resource.name = "Y"' }`,
      0,
    ],
    [`  - nobody: { may: read, where: 'user.environment.group = "Y"' }`, 1],
    [
      `  - everybody: { may: read, where: 'user.environment.group = resource.name and resource.resourcetype = "Stream"' }`,
      0,
    ],
    [`  - implies: ['user.a like "ab*"', 'user.a like "a*"']`, 0],
    [`  - equivalent: ['user.a = "x"', 'user.a like "X"']`, 0],
    [`  - equivalent: ['user.a = "x"', 'user.a == "x"']`, 1],
    [`  - disjoint: ['user.name = "x"', 'user.name = "y"']`, 0],
    [`  - never: 'user.a = "x" and user.a.Empty()'`, 0],
    [`  - always: '!(user.a = "x") or user.a = "x"'`, 0],
    [`  - { always: 'true', never: 'false' }`, 2],
  ])('%s ends with %i', async (text, status) => {
    expect((await runInside(['rules', 'prove', await assertions(`${text}\n`)])).status).toBe(status);
  });
});
