import { describe, expect, test } from 'vitest';
import type { AuditLimits } from '#server/store/limits.ts';
import type { AuditRow } from '#server/store/store.ts';
import type { Actor } from '#shared/api/audit.ts';
import { ADAPTERS, HOUR, NOW, openForEach } from './adapters.ts';

const DAY = 24 * HOUR;
const LIMITS: AuditLimits = { days: 30, lines: 400 };

const SCRIPT: Actor = { kind: 'client', name: 'mashup' };
const ANNE: Actor = { kind: 'console', name: 'CORP\\anne' };

function saysThatLinesWent({ action }: AuditRow): boolean {
  return action === 'audit-shortened';
}

describe.each(ADAPTERS)('the audit in the store: $name', (adapter) => {
  const opened = openForEach(adapter, { auditLimits: LIMITS });
  const { pass, reopen } = opened;

  const add = (actor: Actor, action: string, subject: string, at = NOW) =>
    opened.store.addAudit({ at, actor, action, subject, facts: { connection: 'hub' } });

  const all = () => opened.store.listAudit(null, 100_000);

  /** The clock is right for so many hours of running. */
  const run = async (count: number, from: number): Promise<void> => {
    for (let hour = 0; hour < count; hour += 1) {
      pass();
      await opened.store.prune(from + hour * HOUR);
    }
  };

  describe('what a script does again', () => {
    test('within an hour is one line with a count and its last time, after a restart too', async () => {
      for (const minute of [0, 1, 59]) await add(SCRIPT, 'ticket-made', 'CORP\\anne', NOW + minute * 60_000);
      reopen();
      await add(SCRIPT, 'ticket-made', 'CORP\\anne', NOW + HOUR - 1);
      expect(await all()).toMatchObject([{ at: NOW, times: 4, lastAt: NOW + HOUR - 1 }]);
      await add(SCRIPT, 'ticket-made', 'CORP\\anne', NOW + HOUR);
      expect(await all()).toMatchObject([{ at: NOW + HOUR, times: 1 }, { times: 4 }]);
    });

    test('is a line of its own for another user, client, action or connection', async () => {
      await add(SCRIPT, 'ticket-made', 'CORP\\anne');
      await add(SCRIPT, 'ticket-made', 'CORP\\eddie');
      await add({ ...SCRIPT, name: 'other' }, 'ticket-made', 'CORP\\anne');
      await add({ ...SCRIPT, kind: 'token' }, 'ticket-made', 'CORP\\anne');
      await add(SCRIPT, 'session-made', 'CORP\\anne');
      await opened.store.addAudit({
        ...{ at: NOW, actor: SCRIPT, action: 'ticket-made', subject: 'CORP\\anne' },
        facts: { connection: 'corp' },
      });
      expect((await all()).map(({ times }) => times)).toEqual([1, 1, 1, 1, 1, 1]);
    });

    test('with a clock that was set back is a line of its own, so that none ends before it begins', async () => {
      await add(SCRIPT, 'ticket-made', 'CORP\\anne', NOW);
      await add(SCRIPT, 'ticket-made', 'CORP\\anne', NOW - 1);
      expect((await all()).map(({ at, lastAt }) => lastAt - at)).toEqual([0, 0]);
    });

    test('is not what an administrator changes: each has a line', async () => {
      for (let count = 0; count < 3; count += 1) await add(ANNE, 'connection-changed', 'hub');
      expect(await all()).toHaveLength(3);
    });
  });

  describe('beyond its bound', () => {
    test('never has more lines; the script that made them loses its oldest, and lines say how many, nobody else', async () => {
      for (let count = 0; count < 5; count += 1) await add(ANNE, 'connection-changed', `c${count}`);
      for (let count = 0; count < 1000; count += 1) {
        await add(SCRIPT, 'ticket-made', `CORP\\u${count}`);
        if (count % 100 === 0) expect((await all()).length).toBeLessThanOrEqual(LIMITS.lines);
        if (count === 500) reopen();
      }
      const lines = await all();
      expect(lines.length).toBeLessThanOrEqual(LIMITS.lines);
      expect(lines.filter(({ actor }) => actor.name === ANNE.name)).toHaveLength(5);
      expect(lines.find(({ actor }) => actor.name === SCRIPT.name)?.subject).toBe('CORP\\u999');
      const said = lines.filter(saysThatLinesWent);
      const [newest] = said;
      expect(newest).toMatchObject({
        actor: { kind: 'companion' },
        subject: 'mashup',
        facts: { whose: 'client', reason: 'more than 400 lines' },
      });
      const scripts = lines.filter(({ actor }) => actor.name === SCRIPT.name).length;
      const gone = said.reduce((sum, { facts }) => sum + Number(facts['count']), 0);
      expect(gone).toBe(1000 - scripts);
      expect(newest?.facts['total']).toBe(gone);
      const numbers = lines.filter(({ actor }) => actor.name === SCRIPT.name).map(({ number }) => number);
      expect(Math.min(...numbers)).toBeGreaterThan(Number(newest?.facts['through']));
    });

    test('of many who have few each, the oldest go, and a line says so', async () => {
      for (let count = 0; count < 600; count += 1)
        await add({ ...SCRIPT, name: `c${count}` }, 'ticket-made', 'CORP\\anne');
      const lines = await all();
      expect(lines.length).toBeLessThanOrEqual(LIMITS.lines);
      expect(lines.find(saysThatLinesWent)).toMatchObject({ subject: 'lines of everybody' });
      expect(lines.some(({ actor }) => actor.name === 'c599')).toBe(true);
      expect(lines.some(({ actor }) => actor.name === 'c0')).toBe(false);
    });
  });

  test('what an earlier version left of lines goes by portions, until there are no more than may be', async () => {
    reopen({});
    for (let count = 0; count < 5000; count += 1) await add(SCRIPT, 'ticket-made', `CORP\\u${count}`);
    reopen();
    await add(SCRIPT, 'ticket-made', 'CORP\\anne');
    expect((await all()).length).toBe(5002 - 2000);
    for (let count = 0; count < 5; count += 1) await add(SCRIPT, 'ticket-made', `CORP\\v${count}`);
    expect((await all()).length).toBeLessThanOrEqual(LIMITS.lines);
  });

  describe('with its time', () => {
    test('many lines go by portions, and each portion is told', async () => {
      reopen({ auditLimits: { days: 30, lines: 5000 } });
      for (let count = 0; count < 4500; count += 1) await add(SCRIPT, 'ticket-made', `CORP\\u${count}`);
      await run(26, NOW + 31 * DAY);
      expect((await all()).map(({ facts }) => [facts['count'], facts['total']])).toEqual([
        [2000, 4000],
        [2000, 2000],
        ...Array.from({ length: 500 }, () => [undefined, undefined]),
      ]);
      await run(50, NOW + 32 * DAY);
      expect((await all()).map(({ facts }) => facts['total'])).toEqual([4500, 4000, 2000]);
    });

    test('a line goes when the clock has said so for 24 hours of running, and another line says how many', async () => {
      await add(ANNE, 'connection-changed', 'old');
      await add(ANNE, 'connection-changed', 'young', NOW + 2 * DAY);
      await run(20, NOW + 31 * DAY);
      expect(await all()).toHaveLength(2);
      await run(10, NOW + 31 * DAY + 20 * HOUR);
      expect(await all()).toMatchObject([
        { action: 'audit-shortened', facts: { count: 1, through: 1, total: 1, reason: 'older than 30 days' } },
        { subject: 'young' },
      ]);
    });

    test('a clock that is ahead for a while takes none', async () => {
      await add(ANNE, 'connection-changed', 'old');
      await run(2, NOW);
      await run(22, NOW + 400 * DAY);
      await run(2, NOW + 1);
      expect(await all()).toHaveLength(1);
    });

    test('what says so goes with its own time, and there is always one that knows how many went in all', async () => {
      for (let day = 0; day < 100; day += 1) {
        await add(ANNE, 'connection-changed', `d${day}`, NOW + day * DAY);
        await run(24, NOW + day * DAY);
      }
      const lines = await all();
      expect(lines.length).toBeLessThanOrEqual(2 * (LIMITS.days + 3));
      const newest = lines.find(saysThatLinesWent);
      const there = lines.length;
      expect(Number(newest?.facts['total']) + there).toBe(lines[0]?.number);
    });
  });
});
