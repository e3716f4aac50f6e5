import { expect, test } from 'vitest';
import { COMPANION_ITSELF, record } from '#server/audit/record.ts';
import { makeLog } from '#server/log/log.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';

test('what is done is written down with its author and in the log, cut to size', async () => {
  const store = openSqliteStore(':memory:');
  const lines: string[] = [];
  const environment = { store, clock: () => 7, log: makeLog({ write: (line: string) => lines.push(line) }) };
  const facts = { connection: 'hub', count: 2, reason: 'x'.repeat(1000) };
  await record(environment, { actor: COMPANION_ITSELF, action: 'metadata-refreshed', subject: 'hub', facts });
  expect(await store.listAudit(null, 9)).toEqual([
    {
      number: 1,
      at: 7,
      actor: { kind: 'companion', name: 'the companion' },
      action: 'metadata-refreshed',
      subject: 'hub',
      facts: { connection: 'hub', count: 2, reason: `${'x'.repeat(300)}…` },
      times: 1,
      lastAt: 7,
    },
  ]);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    event: 'administration',
    code: 'metadata-refreshed',
    user: 'the companion',
    connection: 'hub',
  });
  store.close();
});
