import { getPriority } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { type PoolOptions, ThreadPool } from '#server/threads/thread-pool.ts';
import { askTwice, breakDown, busyFor, double, fillMemory, leave, refuse, standBack } from './trial-jobs.ts';

const script = new URL('./trial-thread.ts', import.meta.url);
const pools: ThreadPool[] = [];

function poolOf(options: Partial<PoolOptions> = {}): ThreadPool {
  const pool = new ThreadPool({ script, threads: 1, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('a pool of threads', () => {
  test('does jobs one after the other, in the order in which they came', async () => {
    const pool = poolOf({ queue: 10, queuePatience: 30_000 });
    const done: number[] = [];
    await Promise.all([1, 2, 3, 4].map(async (number) => done.push(await pool.run(double, number))));
    expect(done).toEqual([2, 4, 6, 8]);
  });

  test('has questions of a job answered', async () => {
    const asked: string[] = [];
    const answer = async (about: string, value: string): Promise<boolean> => {
      asked.push(`${about} ${value}`);
      return about === 'second';
    };
    expect(await poolOf().run(askTwice, 'x', { answer })).toEqual([false, true]);
    expect(asked).toEqual(['first x', 'second x']);
  });

  test('refuses at once what neither a thread nor the queue has room for', async () => {
    const pool = poolOf({ queue: 1, queuePatience: 30_000 });
    const first = pool.run(double, 1);
    const second = pool.run(double, 2);
    await expect(pool.run(double, 3)).rejects.toMatchObject({ code: 'threads-busy' });
    expect(await Promise.all([first, second])).toEqual([2, 4]);
    expect(await pool.run(double, 3)).toBe(6);
  });

  test('lets no job wait for ever', async () => {
    const pool = poolOf({ queue: 5, queuePatience: 50 });
    await pool.run(double, 1);
    const long = pool.run(busyFor, 600);
    await expect(pool.run(double, 2)).rejects.toMatchObject({ code: 'threads-busy' });
    expect(await long).toBe(600);
    expect(await pool.run(double, 2)).toBe(4);
  });

  test('passes on what a job throws, and goes on with the same thread', async () => {
    const pool = poolOf();
    const facts = { name: 'x', reason: 'tried' };
    await expect(pool.run(refuse, 'x')).rejects.toMatchObject({ code: 'parameters-ambiguous', facts });
    const defect: unknown = await pool.run(breakDown, null).catch((error: unknown) => error);
    expect(defect).toBeInstanceOf(Error);
    expect(defect instanceof Error && defect.stack).toContain('TypeError: a defect');
    expect(await pool.run(double, 2)).toBe(4);
  });

  test('replaces a thread that is not done in time, and one that has left', async () => {
    const pool = poolOf({ queue: 5, queuePatience: 30_000 });
    await pool.run(double, 1);
    const late = pool.run(busyFor, 60_000);
    const next = pool.run(double, 2);
    await expect(late).rejects.toMatchObject({ code: 'work-overdue', facts: { seconds: 1 } });
    expect(await next).toBe(4);
    const left = pool.run(leave, null);
    const after = pool.run(double, 3);
    await expect(left).rejects.toMatchObject({ code: 'threads-busy' });
    expect(await after).toBe(6);
  });

  test('replaces a thread whose job takes too much memory', async () => {
    const pool = poolOf({ memory: 32 });
    await expect(pool.run(fillMemory, null)).rejects.toMatchObject({ code: 'work-memory' });
    expect(await pool.run(double, 2)).toBe(4);
  });

  test('drops a job whose giver went while it waited, and does the others', async () => {
    const pool = poolOf({ queue: 5, queuePatience: 30_000 });
    const giver = new AbortController();
    const asked: string[] = [];
    const answer = async (about: string): Promise<boolean> => asked.push(about) > 0;
    const first = pool.run(double, 1);
    const dropped = pool.run(askTwice, 'x', { answer, gone: giver.signal });
    const last = pool.run(double, 2);
    giver.abort(new Error('gone'));
    await expect(dropped).rejects.toThrow('gone');
    expect(await Promise.all([first, last])).toEqual([2, 4]);
    expect(asked).toEqual([]);
    await expect(pool.run(double, 3, { gone: giver.signal })).rejects.toThrow('gone');
  });

  test('twin: a giver who stays has the job done, and one who goes after that changes nothing', async () => {
    const pool = poolOf({ queue: 5, queuePatience: 30_000 });
    const giver = new AbortController();
    const first = pool.run(double, 1);
    const second = pool.run(double, 2, { gone: giver.signal });
    expect(await Promise.all([first, second])).toEqual([2, 4]);
    giver.abort(new Error('gone'));
    expect(await pool.run(double, 3)).toBe(6);
  });

  test('one that has much waiting keeps nobody else out, and others come before the rest of it', async () => {
    const pool = poolOf({ queue: 3, queuePatience: 30_000 });
    const done: number[] = [];
    const give = (number: number, origin: string) => pool.run(double, number, { origin }).then((two) => done.push(two));
    const much = [1, 2, 3, 4].map((number) => give(number, 'much'));
    expect(pool.hasRoom({ origin: 'much' })).toBe(false);
    await expect(give(5, 'much')).rejects.toMatchObject({ code: 'threads-busy' });
    expect(pool.hasRoom({ origin: 'other' })).toBe(true);
    const other = give(6, 'other');
    await expect(much[3]).rejects.toMatchObject({ code: 'threads-busy' });
    await Promise.all([...much.slice(0, 3), other]);
    expect(done).toEqual([2, 4, 12, 6]);
  });

  test('begins a thread before it is needed, and that once', async () => {
    let started = 0;
    const count = (): void => {
      started += 1;
    };
    process.on('worker', count);
    const pool = poolOf();
    pool.prepare();
    pool.prepare();
    expect(await pool.run(double, 1)).toBe(2);
    process.off('worker', count);
    expect(started).toBe(1);
  });

  test('stands back behind this thread, where a thread can, and this one stays where it was', async () => {
    const here = getPriority();
    const lowered = process.platform === 'linux' ? Math.min(19, here + 10) : here;
    expect(await poolOf().run(standBack, null)).toEqual([here, lowered]);
    expect(getPriority()).toBe(here);
  });

  test('refuses whatever is under way or comes later, once it is closed', async () => {
    const pool = poolOf({ queue: 5 });
    const jobs = Promise.allSettled([pool.run(busyFor, 60_000), pool.run(double, 1)]);
    await pool.close();
    const later = Promise.allSettled([pool.run(double, 2)]);
    const ends = [...(await jobs), ...(await later)];
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
