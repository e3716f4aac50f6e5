import { beforeAll, describe, expect, it } from 'vitest';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Report } from '#shared/report/report.ts';
import { type RowFilter, toRows } from '../../../../extension/store/rows.ts';
import { createWorkbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const ALL: RowFilter = { text: '', onlyFailures: false, folded: new Set() };
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

const keys = (filter: Partial<RowFilter>) => toRows(report, { ...ALL, ...filter }).map(({ key }) => key);

describe('the list', () => {
  it('has each flow with its messages below, and messages of no flow, in order of time', () => {
    const [good, bad] = report.flows.map(({ id }) => `flow:${id}`);
    expect(keys({})).toEqual([good, 'message:0', 'message:1', bad, 'message:2', 'message:3', 'message:4']);
  });

  it('says of each row its level and its place among its siblings', () => {
    expect(toRows(report, ALL).map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
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
    expect(keys({ text: 'other.example' })).toEqual([`flow:${report.flows[1]?.id}`, 'message:3']);
    expect(keys({ text: 'SALESUS _good' })).toEqual([`flow:${report.flows[0]?.id}`, 'message:1']);
    expect(keys({ text: 'audience-mismatch' })).toEqual([`flow:${report.flows[1]?.id}`, 'message:3']);
    expect(keys({ text: 'nobody' })).toEqual([]);
  });
});
