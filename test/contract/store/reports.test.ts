import { describe, expect, test } from 'vitest';
import type { ReportSearch, StoredReport } from '#server/store/report-rows.ts';
import { ADAPTERS, HOUR, NOW, openForEach } from './adapters.ts';

describe.each(ADAPTERS)('reports in the store: $name', (adapter) => {
  const opened = openForEach(adapter);
  const { reopen } = opened;

  const report = (reference: string, changes: Partial<StoredReport> = {}): StoredReport => ({
    ...{
      reference,
      connection: 'hub',
      kind: 'login',
      outcome: 'arriving',
      at: NOW,
      assertionId: null,
      data: { a: 'é' },
    },
    ...changes,
  });

  const heldBy = (owner: string) => ({ owner, expiresAt: NOW + HOUR });

  test('reports are found by reference and assertion, amended, listed the newest first, and go when they end', async () => {
    await opened.store.setReport(report('A', { assertionId: '_1' }), heldBy('anne'));
    await opened.store.setReport(report('B', { connection: 'other', outcome: 'refused' }), heldBy('eddie'));
    await opened.store.amendReport('A', 'logged-in', { b: 1 });
    reopen();
    expect(await opened.store.getReport('A', NOW)).toMatchObject({ outcome: 'logged-in', data: { b: 1 }, at: NOW });
    expect(await opened.store.findReport('hub', '_1', NOW)).toMatchObject({ reference: 'A' });
    expect(await opened.store.findReport('other', '_1', NOW)).toBeNull();
    const list = async (part: Partial<ReportSearch>) =>
      (await opened.store.listReports({ connection: null, outcome: null, before: null, limit: 9, ...part }, NOW)).map(
        ({ reference }) => reference,
      );
    expect(await list({})).toEqual(['B', 'A']);
    expect(await list({ limit: 1 })).toEqual(['B']);
    expect(await list({ before: 2 })).toEqual(['A']);
    expect(await list({ connection: 'other' })).toEqual(['B']);
    expect(await list({ outcome: 'logged-in' })).toEqual(['A']);
    expect(await opened.store.getReport('A', NOW + HOUR)).toBeNull();
    await opened.store.prune(NOW + HOUR);
    expect(await opened.store.getReport('A', NOW)).toBeNull();
  });

  test('of reports each owner has so many, and room is made by who holds the most', async () => {
    reopen({ reportLimits: { count: 2000, bytes: 1_000_000, ofOneOwner: 5 } });
    await opened.store.setReport(report('anne'), heldBy('anne'));
    for (let count = 0; count < 20; count += 1) {
      await opened.store.setReport(report(`s${count}`, { data: 'x'.repeat(300_000) }), heldBy('stranger'));
    }
    expect(await opened.store.getReport('anne', NOW)).not.toBeNull();
    expect(await opened.store.getReport('s19', NOW)).not.toBeNull();
    expect(await opened.store.getReport('s15', NOW)).toBeNull();
    for (let count = 0; count < 8; count += 1) await opened.store.setReport(report(`e${count}`), heldBy('eddie'));
    expect(await opened.store.getReport('e2', NOW)).toBeNull();
    expect(await opened.store.getReport('e3', NOW)).not.toBeNull();
  });
});
