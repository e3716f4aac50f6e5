import { beforeAll, describe, expect, it } from 'vitest';
import { toMatcher } from '#shared/filter/match-filter.ts';
import { parseFilter } from '#shared/filter/parse-filter.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Report } from '#shared/report/report.ts';
import { type RowFilter, toRows } from '../../../../extension/store/rows.ts';
import { createWorkbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const ALL: RowFilter = { passes: null, onlyFailures: false, traffic: false, order: 'oldest', folded: new Set() };
let report: Report;

beforeAll(async () => {
  const teller = await makeStoryteller();
  const [, , loose] = await teller.login({ startedAt: START + 90_000, name: 'loose' });
  const exchanges = [
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://other.example' })),
    ...(loose === undefined
      ? []
      : [
          {
            ...loose,
            requestBody: { mimeType: 'application/x-www-form-urlencoded', text: 'SAMLResponse=PHg', params: null },
          },
        ]),
  ];
  const workbench = createWorkbench(null);
  await workbench.openInput('trace', writeOwnTrace(exchanges));
  report = workbench.report.value;
  workbench.end();
});

const rows = (filter: Partial<RowFilter>) => toRows(report, () => report.exchanges?.() ?? [], { ...ALL, ...filter });
const keys = (filter: Partial<RowFilter>) => rows(filter).map(({ key }) => key);
const found = (text: string, filter: Partial<RowFilter> = {}) =>
  keys({
    ...filter,
    passes: toMatcher(parseFilter(text), { titleOf: ({ code }) => `title of ${code}`, shiftOf: () => 0 }),
  });

describe('the list', () => {
  it('has each flow with its messages below, and messages of no flow, in order of time', () => {
    const [good, bad] = report.flows.map(({ id }) => `flow:${id}`);
    expect(keys({})).toEqual([good, 'message:0', 'message:1', bad, 'message:2', 'message:3', 'message:4']);
  });

  it('says of each row its level and its place among its siblings', () => {
    expect(rows({}).map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
      [1, 1, 3],
      [2, 1, 2],
      [2, 2, 2],
      [1, 2, 3],
      [2, 1, 2],
      [2, 2, 2],
      [1, 3, 3],
    ]);
  });

  it('leaves out the messages of a folded flow', () => {
    const folded = new Set(report.flows.map(({ id }) => `flow:${id}` as const));
    expect(keys({ folded })).toEqual([...folded, 'message:4']);
  });

  it('keeps failures only, those that cannot be read among them', () => {
    expect(keys({ onlyFailures: true })).toEqual([
      `flow:${report.flows[1]?.id}`,
      'message:2',
      'message:3',
      'message:4',
    ]);
  });

  it('finds messages by any text in them, and keeps the flow around', () => {
    expect(found('other.example')).toEqual([`flow:${report.flows[1]?.id}`, 'message:3']);
    expect(found('SALESUS _good')).toEqual([`flow:${report.flows[0]?.id}`, 'message:1']);
    expect(found('audience-mismatch')).toEqual([`flow:${report.flows[1]?.id}`, 'message:3']);
    expect(found('nobody')).toEqual([]);
  });

  it('finds by headers, cookies and titles, too', () => {
    const [good, bad] = report.flows.map(({ id }) => `flow:${id}`);
    expect(found('samesite=lax')).toEqual([good, 'message:1', 'message:4']);
    expect(found('"origin: https://idp.example" status:403')).toEqual([bad, 'message:3']);
    expect(found('"title of audience-mismatch"')).toEqual([bad, 'message:3']);
  });

  it.each([
    ['is:refused', [1]],
    ['is:succeeded', [0]],
    ['-is:failed is:login', [0]],
    ['owner:idp', [1]],
    ['owner:sp', []],
    ['sure:certain', []],
    ['user:ANNE is:refused', [1]],
    ['attr:groups=SalesUS', [0, 1]],
    ['attr:mail=nobody', []],
    ['issuer:idp.example', [0, 1]],
    ['status:302', [0]],
    ['status:4xx', [1]],
    ['cookie:hub=', [0]],
    ['host:hub.example after:10:44', [1]],
    ['before:2026-01-12T10:44', [0]],
    ['id:_bad-request', [1]],
    ['kind:AuthnRequest', [0, 1]],
    ['binding:post is:signed', [0, 1]],
    ['finding:audience', [1]],
    ['method:DELETE', []],
    ['header:origin', [0, 1]],
    ['url:/sso', [0, 1]],
  ])('finds by name: %s', (text, flows) => {
    const heads = found(text).filter((key) => key.startsWith('flow:'));
    expect(heads).toEqual(flows.map((index) => `flow:${report.flows[index]?.id}`));
  });

  it('finds what cannot be read', () => {
    expect(found('is:unreadable')).toEqual(['message:4']);
  });

  it('has all traffic at wish, each exchange of a flow inside it and once', () => {
    const [good, bad] = report.flows.map(({ id }) => `flow:${id}`);
    const all = keys({ traffic: true });
    expect(all.filter((key) => key.startsWith('flow:') || key.startsWith('message:'))).toEqual(keys({}));
    expect(all).toEqual(expect.arrayContaining(['exchange:good-2', 'exchange:bad-2']));
    expect(new Set(all).size).toBe(all.length);
    const place = (key: string | undefined) => all.map(String).indexOf(key ?? '');
    expect(place('exchange:good-2')).toBeGreaterThan(place(good));
    expect(place('exchange:good-2')).toBeLessThan(place(bad));
  });

  it('seeks in other traffic, too, where it is shown', () => {
    expect(found('style.css', { traffic: true })).toEqual(
      expect.arrayContaining(['exchange:good-2', 'exchange:bad-2']),
    );
    expect(found('style.css')).toEqual([]);
  });

  it('begins with the newest, or with what failed, at wish', () => {
    const [good, bad] = report.flows.map(({ id }) => `flow:${id}`);
    expect(keys({ order: 'newest' })).toEqual([
      'message:4',
      bad,
      'message:2',
      'message:3',
      good,
      'message:0',
      'message:1',
    ]);
    expect(keys({ order: 'failed' })[0]).toBe(bad);
  });
});
