import { signal } from '@preact/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import { toMatcher } from '#shared/filter/match-filter.ts';
import { parseFilter } from '#shared/filter/parse-filter.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { createReport } from '#shared/report/create-report.ts';
import type { Report } from '#shared/report/report.ts';
import { limbsOf } from '../../../../extension/store/list/branches.ts';
import { type RowFilter, toRows } from '../../../../extension/store/list/rows.ts';
import { createView } from '../../../../extension/store/list/view.ts';
import { createRecording } from '../../../../extension/store/recording/recording.ts';
import { createTrust } from '../../../../extension/store/trust/trust.ts';
import { createWorkbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';
import { createFakeRecorder } from './fake-recorder.ts';

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

const listed = (filter: Partial<RowFilter>) => {
  const wanted = { ...ALL, ...filter };
  const exchanges = wanted.traffic || wanted.passes !== null ? (report.exchanges?.() ?? []) : [];
  return toRows(limbsOf(report, exchanges, wanted.traffic), wanted);
};
const rows = (filter: Partial<RowFilter>) => listed(filter).slice();
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

  it('stands in order of time where a browser told of requests late, and as it came where no times are known', async () => {
    const teller = await makeStoryteller();
    const page = (id: string, startedAt: number) =>
      makeExchange({ id, startedAt, method: 'GET', url: `https://sp.example/${id}`, source: 'devtools' });
    const late = [
      page('later', START + 120_000),
      ...(await teller.login({ startedAt: START + 60_000, name: 'second' })),
      page('earlier', START - 1_000),
      ...(await teller.login({ startedAt: START, name: 'first' })),
    ];
    const order = async (exchanges: typeof late, traffic: boolean) => {
      const recording = createRecording({
        recorder: createFakeRecorder(exchanges),
        knowledge: createTrust().knowledge,
        onError: (error) => {
          throw error;
        },
      });
      await recording.settled();
      const [known, all] = [recording.report.value, traffic ? recording.exchanges() : []];
      recording.end();
      const top = toRows(limbsOf(known, all, traffic), { ...ALL, traffic })
        .slice()
        .filter(({ level }) => level === 1);
      return top.flatMap((row) =>
        row.kind === 'flow' ? [row.flow.id] : row.kind === 'exchange' ? [row.exchange.id] : [],
      );
    };
    expect(await order(late, true)).toEqual(['earlier', 'flow-2', 'first-2', 'flow-0', 'second-2', 'later']);
    expect(await order(late, false)).toEqual(['flow-2', 'flow-0']);
    const timeless = late.map((exchange) => ({ ...exchange, startedAt: null }));
    expect((await order(timeless, true)).filter((id) => id === 'earlier' || id === 'later')).toEqual([
      'later',
      'earlier',
    ]);
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

describe('a list of a hundred thousand exchanges', () => {
  const COUNT = 100_000;
  /** How often the list asked an exchange for its name, without which there is no line. */
  let asked = 0;
  const exchanges = Array.from({ length: COUNT }, (_, index) => ({
    ...makeExchange({ id: '', startedAt: index, method: 'GET', url: 'https://hub.example/', source: 'har' }),
    get id() {
      asked += 1;
      return `x${index}`;
    },
  }));
  const many = createReport({ kind: 'har', exchanges: COUNT }, [], [], () => exchanges);

  it('makes the lines that are shown and no other', () => {
    const list = toRows(limbsOf(many, exchanges, true), { ...ALL, traffic: true });
    asked = 0;
    const shown = list.slice(70_000, 70_020);
    expect(shown.map(({ key, position, siblings }) => [key, position, siblings]).at(-1)).toEqual([
      'exchange:x70019',
      70_020,
      COUNT,
    ]);
    expect(asked).toBe(shown.length);
    expect([list.length, list.at(COUNT - 1)?.key, list.at(COUNT), list.at(-1)]).toEqual([
      COUNT,
      'exchange:x99999',
      null,
      null,
    ]);
  });

  it('looks at each of them twice at most to be put in order, folded or filtered', () => {
    asked = 0;
    const limbs = limbsOf(many, exchanges, true);
    for (const order of ['oldest', 'newest', 'failed'] as const) toRows(limbs, { ...ALL, traffic: true, order });
    const list = toRows(limbs, { ...ALL, traffic: true, passes: ({ exchange }) => exchange?.startedAt === 4711 });
    expect(list.slice().map(({ position, siblings }) => [position, siblings])).toEqual([[1, 1]]);
    expect(asked).toBeLessThanOrEqual(2 * COUNT + 1);
    expect(list.placeOf('exchange:x4711')).toBe(0);
    expect(list.placeOf('exchange:x1')).toBe(-1);
  });

  it('stays as it is when more is known of what is chosen', () => {
    const [known, listed] = [signal(many), signal(many)];
    const view = createView({
      report: known,
      listed,
      source: signal('one'),
      large: signal(null),
      exchangesOf: (of) => of.exchanges?.() ?? [],
      onError: (error) => expect.unreachable(String(error)),
    });
    view.traffic.value = true;
    const before = view.rows.value;
    view.select('exchange:x70000');
    const whole = exchanges.with(
      70_000,
      makeExchange({
        id: 'x70000',
        startedAt: 70_000,
        method: 'GET',
        url: 'https://hub.example/',
        source: 'har',
        responseText: 'whole',
      }),
    );
    known.value = createReport({ kind: 'har', exchanges: COUNT }, [], [], () => whole);
    expect(view.selection.value).toMatchObject({ kind: 'exchange', exchange: { responseText: 'whole' } });
    expect(view.rows.value).toBe(before);
    listed.value = known.value;
    expect(view.rows.value).not.toBe(before);
    view.end();
  });
});
