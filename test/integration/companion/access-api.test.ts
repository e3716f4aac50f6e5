import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import {
  ACCESS_MATRIX,
  ACCESS_TABLES,
  DECISIONS,
  EXPLAINED_ACCESS,
  OPENED_BY_VALUE,
  OPENS_RESOURCE,
  REVIEW_DRAFT,
  REVIEWS,
  SIGNED_OFF,
  UNUSED_RULES,
} from '#shared/api/decisions.ts';
import { WHAT_IF } from '#shared/api/what-if.ts';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { runInside } from '#test/fixtures/run-cli.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let client: ApiClient;
let token: string;
let now = Date.UTC(2026, 10, 1);

/** A rule that nobody uses, beside those that are shipped. */
const IDLE = `
      - { name: Idle, resourceFilter: 'App_us-revenue', actions: [update], condition: 'user.environment.level = "gold"' }
`;

beforeAll(async () => {
  world = await makeCompanionWorld({ yaml: `${await shippedConfig()}${IDLE}`, clock: () => now });
  token = world.companion().newToken ?? '';
  client = administrator(() => world.url(), token);
  await everybodyLogsIn();
});

async function everybodyLogsIn(): Promise<void> {
  for (const name of ['Anne', 'Eddie', 'Grace', 'Noel']) {
    const browser = new HttpBrowser();
    await world.logIn(name, browser);
    await browser.open(`${world.url()}/hub/app/sales`);
  }
}
afterAll(() => world.close());

async function ask<Schema extends v.GenericSchema>(path: string, schema: Schema): Promise<v.InferOutput<Schema>> {
  const { status, body } = await client.call('GET', path);
  expect([path, status]).toEqual([path, 200]);
  return v.parse(schema, body);
}

describe('who may do what', () => {
  test('is told of everybody who is logged in, with the rules behind each cell and the rows that are seen', async () => {
    const { users, resources } = await ask('/api/access?connection=hub', ACCESS_MATRIX);
    expect(users.map(({ user }) => user).sort()).toEqual(['CORP\\anne', 'CORP\\eddie', 'CORP\\grace', 'CORP\\noel']);
    const cellsOf = (name: string) =>
      (users.find(({ user }) => user === `CORP\\${name}`)?.cells ?? []).map(({ resource, grants, sees }) => ({
        name: resources[resource]?.name,
        grants: grants.map(({ action, by }) => `${action}: ${by.join()}`),
        sees,
      }));
    expect(cellsOf('noel')).toEqual([]);
    expect(cellsOf('anne')).toContainEqual({
      name: 'Sales',
      grants: ['read: Apps of an open stream', 'exportData: Apps of an open stream'],
      sees: 'CORP\\anne sees United States only, by row 3 of the access table',
    });
    expect(cellsOf('grace').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['SalesUS', 'SalesAUS', 'QlikGroup', 'Sales', 'Group summary']),
    );
  });

  test('is for the administrator alone', async () => {
    const answer = await fetch(`${world.url()}/api/access?connection=hub`);
    expect(answer.status).toBe(401);
    expect((await client.call('GET', '/api/access?connection=none')).status).toBe(404);
    expect((await client.call('GET', '/api/access')).status).toBe(400);
  });
});

describe('why', () => {
  const ask = async (question: object, schema = EXPLAINED_ACCESS) => {
    const body = { connection: 'hub', attributes: '', kind: 'app', id: 'sales', action: 'read', ...question };
    const answer = await client.call('POST', '/api/access/explain', body);
    return answer.status === 200 ? v.parse(schema, answer.body) : answer.status;
  };

  test('somebody may: the rule, through what from where, and the row, in one sentence', async () => {
    expect(await ask({ user: 'CORP\\anne' })).toMatchObject({
      source: 'session',
      isOpen: true,
      words:
        'CORP\\anne may open Sales by the rule “Apps of an open stream”, because group = SalesUS came from the IdP’s groups; CORP\\anne sees United States only, by row 3 of the access table.',
      closed: [],
    });
  });

  test('somebody may not: of each rule what was false, and the least that would change it', async () => {
    expect(await ask({ user: 'CORP\\noel' })).toMatchObject({
      isOpen: false,
      words: expect.stringContaining('The least that would open it: add "SalesUS" to user.environment.group.'),
      by: [],
      closed: expect.arrayContaining([
        {
          rule: 'Streams by group',
          about: 'Stream SalesAUS',
          words: 'user.environment.group is missing, so "user.environment.group = resource.name" is false',
          change: 'add "SalesAUS" to user.environment.group',
        },
      ]),
    });
  });

  test('somebody with made-up attributes may do something else with a stream or not', async () => {
    const made = { user: 'CORP\\x', attributes: 'group = QlikGroup', kind: 'stream', id: 'QlikGroup' };
    expect(await ask(made)).toMatchObject({
      source: 'made-up',
      isOpen: true,
      words: 'CORP\\x may read QlikGroup by the rule “Streams by group”, because group = QlikGroup.',
    });
    expect(await ask({ ...made, action: 'publish' })).toMatchObject({
      isOpen: false,
      words: 'No rule lets CORP\\x publish QlikGroup.',
    });
  });

  test('a question that cannot be answered is refused', async () => {
    expect(await ask({ user: 'CORP\\x', id: 'none' })).toBe(404);
    expect(await ask({ user: 'x' })).toBe(400);
    expect(await ask({ user: 'CORP\\x', action: 'see' })).toBe(400);
  });
});

describe('the other way round', () => {
  test('what group = SalesUS opens, in rules and rows, and who carries it', async () => {
    const told = await ask('/api/access/value?connection=hub&attribute=group&value=salesus', OPENED_BY_VALUE);
    expect(told.opens.map(({ resource }) => `${resource.kind} ${resource.name}`)).toEqual([
      'stream SalesUS',
      'app Pipeline United States',
      'app Revenue United States',
      'app Sales',
    ]);
    expect(told.rows).toEqual([
      { app: 'sales', row: 3, access: 'USER', also: [], gives: ['COUNTRY United States'], omits: null },
    ]);
    expect(told.now).toEqual({ count: 2, users: ['CORP\\anne', 'CORP\\grace'] });
    expect(told.before.map(({ user }) => user).sort()).toEqual(['CORP\\anne', 'CORP\\grace']);
  });

  test('what opens Sales, and what lets see a row of it', async () => {
    const opens = await ask('/api/access/resource?connection=hub&kind=app&id=sales', OPENS_RESOURCE);
    const named = opens.values.map(({ attribute, value }) => `${attribute} ${value}`);
    expect(named).toEqual(['group SalesUS', 'group SalesAUS']);
    expect([opens.everybody, opens.left]).toEqual([[], 0]);
    expect(opens.needs).toContainEqual({
      rule: 'Apps of an open stream',
      about: 'App Sales',
      change: 'add "SalesAUS" to user.environment.group',
    });
    const row = await ask(
      '/api/access/resource?connection=hub&kind=app&id=sales&field=Country&value=Australia',
      OPENS_RESOURCE,
    );
    expect(row.values.map(({ value }) => value)).toEqual(['SalesAUS']);
    const idle = await ask('/api/access/resource?connection=hub&kind=stream&id=QlikGroup', OPENS_RESOURCE);
    expect(idle.values.map(({ value }) => value)).toEqual(['QlikGroup']);
    expect((await client.call('GET', '/api/access/resource?connection=hub&kind=app&id=none')).status).toBe(404);
  });
});

describe('access tables', () => {
  test('are told with what is odd about each', async () => {
    const { tables } = await ask('/api/access/tables?connection=hub', ACCESS_TABLES);
    expect(tables).toMatchObject([
      { app: 'sales', identities: ['USERID', 'GROUP'], fields: ['COUNTRY'], rows: 5, left: 0 },
    ]);
    const found = tables[0]?.findings.map(({ code, row }) => `${code} ${row}`);
    expect(found).toEqual(['row-matches-nobody 1', 'row-matches-nobody 2', 'row-matches-nobody 5']);
  });

  test('are looked at as somebody else, with the same as SQL, and it is written down', async () => {
    const look = { connection: 'hub', app: 'sales', user: 'CORP\\x', attributes: 'group = SalesUS\ngroup = Auditors' };
    const { status, body } = await client.call('POST', '/api/access/view-as', look);
    expect([status, body]).toMatchObject([
      200,
      {
        source: 'made-up',
        isOpen: true,
        words: expect.stringContaining('CORP\\x sees United States and Australia only, by rows 3 and 5'),
        omitted: ['MARGIN'],
        rows: 25_541,
        sql: { postgresql: expect.stringContaining(`WHERE "country"::text IN ('United States', 'Australia');`) },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('"margin"');
    const audit = v.parse(AUDIT_PAGE, (await client.call('GET', '/api/audit?limit=1')).body);
    expect(audit.entries[0]).toMatchObject({
      action: 'viewed-as',
      actor: { kind: 'token' },
      facts: { user: 'CORP\\x', attribute: 'group' },
    });
    const closed = await client.call('POST', '/api/access/view-as', { ...look, attributes: '' });
    expect(closed.body).toMatchObject({ source: 'none', isOpen: false, rows: null, sql: null });
    expect((await client.call('POST', '/api/access/view-as', { ...look, user: 'x' })).status).toBe(400);
    expect((await client.call('POST', '/api/access/view-as', { ...look, app: 'none' })).status).toBe(404);
  });
});

describe('decisions', () => {
  test('are kept: who was let into what, by which rules and rows, and why not', async () => {
    const { decisions } = await ask('/api/decisions?connection=hub', DECISIONS);
    const told = decisions.map(({ user, resource, action, allowed, by, rows, reason }) =>
      [user, resource, action, allowed, by.join(), rows.join(), reason].join(' '),
    );
    expect(told).toEqual([
      'CORP\\noel App_sales read false   no-rule',
      'CORP\\grace App_sales read true Apps of an open stream 3,4 ',
      'CORP\\eddie App_sales read true Apps of an open stream 4 ',
      'CORP\\anne App_sales read true Apps of an open stream 3 ',
    ]);
  });

  test('tell of rules that nobody used', async () => {
    const { rules, since } = await ask('/api/unused-rules?connection=hub&days=30', UNUSED_RULES);
    // What opened the stream has been used as well: the rule of the apps asks for it.
    expect(rules).toEqual([{ rule: 'Idle', lastAt: null, count: 0 }]);
    expect(since).toBe(now);
  });
});

describe('a review', () => {
  test('is signed off as it was looked at, and the next one tells what changed since', async () => {
    const draft = await ask('/api/reviews/draft?connection=hub', REVIEW_DRAFT);
    expect(draft.comparedWith).toBeNull();
    expect(new Set(draft.lines.map(({ change }) => change))).toEqual(new Set(['new']));
    const signOff = { connection: 'hub', digest: draft.digest, note: '=cmd|x' };
    const signed = await client.call('POST', '/api/reviews', signOff);
    expect(signed.status).toBe(201);
    const { number } = v.parse(SIGNED_OFF, signed.body);
    const again = await ask('/api/reviews/draft?connection=hub', REVIEW_DRAFT);
    expect(again.comparedWith).toBe(number);
    expect(new Set(again.lines.map(({ change }) => change))).toEqual(new Set(['same']));

    await client.call('DELETE', '/api/sessions?user=CORP%5Ceddie');
    const after = await ask('/api/reviews/draft?connection=hub', REVIEW_DRAFT);
    const gone = after.lines.filter(({ change }) => change === 'gone');
    expect(gone.map(({ user, resource, action }) => `${user} ${resource} ${action}`)).toContain(
      'CORP\\eddie App_sales read',
    );
    expect(gone.every(({ user }) => user === 'CORP\\eddie')).toBe(true);
    expect((await client.call('POST', '/api/reviews', signOff)).status).toBe(409);

    const csv = await fetch(`${world.url()}/api/reviews/${number}.csv`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...lines] = (await csv.text()).trimEnd().split('\r\n');
    expect(head).toBe('User,Resource,Action,Rules,Sees,Since the last review,Signed off by,At,Note,Digest');
    expect(lines).toHaveLength(draft.lines.length);
    expect(lines[0]).toContain(`"'=cmd|x"`);
    expect((await client.call('GET', '/api/reviews/999.csv')).status).toBe(404);
    const { reviews } = await ask('/api/reviews?connection=hub', REVIEWS);
    expect(reviews).toEqual([
      { number, at: now, by: "the administrator's token", note: '=cmd|x', digest: draft.digest },
    ]);
  });
});

test('what is kept goes when its time has come, and who carried what with it', async () => {
  now += 91 * 24 * 3_600_000;
  expect((await ask('/api/decisions?connection=hub', DECISIONS)).decisions).toEqual([]);
  const { since } = await ask('/api/access/value?connection=hub&attribute=group&value=SalesUS', OPENED_BY_VALUE);
  expect(since).toBe(now - 90 * 24 * 3_600_000);
});

describe('what a change would come to', () => {
  // Those who were logged in are not any more, by what other tests did.
  beforeAll(everybodyLogsIn);

  const DETAILS = v.object({ document: v.record(v.string(), v.unknown()) });

  async function tryIt(changes: Readonly<Record<string, unknown>>) {
    const { document } = await ask('/api/connections/hub', DETAILS);
    const call = { document: { ...document, ...changes } };
    const { status, body } = await client.call('POST', '/api/connections/hub/what-if', call);
    return { status, body };
  }

  test('of rules: who gains and who loses, by the rule behind it', async () => {
    const rule = {
      name: 'Eddie',
      resourceFilter: 'Stream_SalesUS',
      actions: ['read'],
      condition: 'user.userId = "eddie"',
    };
    const { status, body } = await tryIt({ rules: [rule] });
    expect(status).toBe(200);
    const { gains, losses, sessions } = v.parse(WHAT_IF, body);
    expect(sessions).toEqual({ count: 4, gaining: 1, losing: 3, isMore: false });
    expect(gains.listed).toEqual([
      {
        ...{ user: 'CORP\\eddie', resource: { kind: 'stream', id: 'SalesUS', name: 'SalesUS' }, action: 'read' },
        ...{ by: ['Eddie'], rows: [], otherwise: 'no-rule' },
      },
    ]);
    expect(losses.listed.find(({ user, resource }) => user === 'CORP\\anne' && resource.id === 'sales')).toMatchObject({
      by: ['Apps of an open stream'],
      rows: [3],
      otherwise: 'no-rule',
    });
  });

  test('of the access table: who sees other data', async () => {
    const access = [{ ACCESS: 'USER', GROUP: 'SalesUS', COUNTRY: 'Australia' }];
    const { sights, losses } = v.parse(WHAT_IF, (await tryIt({ apps: [{ id: 'sales', data: 'sales', access }] })).body);
    expect(sights.listed.map(({ user, fields }) => [user, fields])).toContainEqual([
      'CORP\\anne',
      [{ field: 'COUNTRY', gained: ['Australia'], lost: ['United States'] }],
    ]);
    expect(losses.listed.map(({ user, action, otherwise }) => [user, action, otherwise])).toContainEqual([
      ...['CORP\\eddie', 'read', 'no-row'],
    ]);
  });

  test('of the attribute map: another value map, and what sessions cannot tell', async () => {
    const attributes = [
      { from: 'groups', to: 'group', values: { SalesUS: 'SalesAUS' } },
      { from: 'phone', to: 'phone' },
    ];
    const { gains, losses, unsure } = v.parse(WHAT_IF, (await tryIt({ attributes })).body);
    const ofAnne = ({ listed }: typeof gains) =>
      listed.filter(({ user }) => user === 'CORP\\anne').map(({ resource }) => resource.id);
    expect(ofAnne(gains)).toContain('SalesAUS');
    expect(ofAnne(losses)).toContain('SalesUS');
    expect(unsure).toContainEqual({ from: 'phone', to: 'phone', why: 'not-kept', sessions: 4 });
  });

  test('nothing of it is kept, and what cannot be used is told as at a change', async () => {
    const { document } = await ask('/api/connections/hub', DETAILS);
    expect(document).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ name: 'Idle' })]) });
    expect((await tryIt({ rules: [{ name: 'x' }] })).status).toBe(400);
    expect((await client.call('POST', '/api/connections/none/what-if', { document })).status).toBe(404);
  });
});

describe('what a change would have come to', () => {
  const DETAILS = v.object({ document: v.record(v.string(), v.unknown()), revision: v.string() });
  const nobody = [{ name: 'Nobody', resourceFilter: 'App_*', actions: ['read'], condition: 'user.userId = "grace"' }];

  async function exported(): Promise<string> {
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${world.url()}/api/decisions/export?connection=hub`, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jsonl; charset=utf-8']);
    return answer.text();
  }

  test('values are not kept unless the connection says so: then nothing is said of what was decided', async () => {
    const { document } = await ask('/api/connections/hub', DETAILS);
    const call = { document: { ...document, rules: nobody } };
    const { recorded } = v.parse(WHAT_IF, (await client.call('POST', '/api/connections/hub/what-if', call)).body);
    expect(recorded.decisions).toBeGreaterThan(0);
    expect(recorded.unknown).toBe(recorded.decisions);
    expect(await exported()).not.toContain('SalesUS"]');
  });

  test('where values are kept, decisions are decided again: who would have lost, by which rule', async () => {
    const { document, revision } = await ask('/api/connections/hub', DETAILS);
    const change = { document: { ...document, decisionValues: 'kept' }, revision, summary: '', dryRun: false };
    expect((await client.call('PUT', '/api/connections/hub', change)).status).toBe(200);
    await everybodyLogsIn();
    const call = { document: { ...document, rules: nobody } };
    const { recorded } = v.parse(WHAT_IF, (await client.call('POST', '/api/connections/hub/what-if', call)).body);
    expect(recorded.unknown).toBe(recorded.decisions - 4);
    const losses = recorded.losses.listed.toSorted((one, other) => one.user.localeCompare(other.user));
    expect(losses.map(({ user, resource, by, otherwise }) => [user, resource, by, otherwise])).toEqual(
      ['anne', 'eddie'].map((name) => [`CORP\\${name}`, 'App_sales', ['Apps of an open stream'], 'no-rule']),
    );
    expect(recorded.gains.count).toBe(0);
  });

  test('what is exported is what rules replay reads, and taking it away is in the audit', async () => {
    const file = join(world.folder, 'decisions.jsonl');
    await writeFile(file, await exported());
    const rules = join(world.folder, 'nobody.json');
    await writeFile(rules, JSON.stringify(nobody));
    const { status, stdout: out } = await runInside(['rules', 'replay', file, rules, '--format', 'json']);
    const { unknown, losses } = JSON.parse(out);
    expect([status, losses.users, unknown > 0]).toEqual([1, 2, true]);
    const audit = await ask('/api/audit', AUDIT_PAGE);
    expect(audit.entries.filter(({ action }) => action === 'decisions-exported').length).toBeGreaterThan(0);
  });
});
