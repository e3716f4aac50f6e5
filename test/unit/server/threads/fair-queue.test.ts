import { describe, expect, test } from 'vitest';
import { FairQueue } from '#server/threads/fair-queue.ts';

function drain(queue: FairQueue<string>): string[] {
  const taken: string[] = [];
  for (let item = queue.take(); item !== null; item = queue.take()) taken.push(item);
  return taken;
}

describe('a fair queue', () => {
  test('gives the oldest of each origin in turn', () => {
    const queue = new FairQueue<string>(10);
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) expect(queue.add(item.charAt(0), item)).toBeNull();
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  test('where it is full, whoever has the most loses the newest, and nobody for somebody who has as much', () => {
    const queue = new FairQueue<string>(4);
    for (const item of ['a1', 'a2', 'a3', 'b1']) queue.add(item.charAt(0), item);
    expect(queue.add('a', 'a4')).toBe('a4');
    expect(queue.hasRoom('c')).toBe(true);
    expect(queue.add('c', 'c1')).toBe('a3');
    expect(queue.add('b', 'b2')).toBe('a2');
    expect(queue.hasRoom('b')).toBe(false);
    expect(queue.add('b', 'b3')).toBe('b3');
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'b2']);
  });

  test('those of a lower rank come first, and where it is full, whoever has the highest loses', () => {
    const ranks = new Map([
      ['b', 1],
      ['c', 2],
    ]);
    const queue = new FairQueue<string>(4, (origin) => ranks.get(origin) ?? 0);
    for (const item of ['c1', 'b1', 'b2', 'a1']) queue.add(item.charAt(0), item);
    expect([queue.hasRoom('a'), queue.hasRoom('b'), queue.hasRoom('c')]).toEqual([true, true, false]);
    expect(queue.add('c', 'c2')).toBe('c2');
    expect(queue.add('d', 'd1')).toBe('c1');
    expect(queue.add('d', 'd2')).toBe('b2');
    expect(drain(queue)).toEqual(['a1', 'd1', 'd2', 'b1']);
  });

  test('forgets what is taken out, and has room for another', () => {
    const queue = new FairQueue<string>(2);
    for (const item of ['a1', 'b1']) queue.add(item.charAt(0), item);
    queue.remove('a1');
    queue.remove('a1');
    expect(queue.add('a', 'a2')).toBeNull();
    expect(queue.clear()).toEqual(['b1', 'a2']);
    expect(queue.take()).toBeNull();
    expect(queue.add('a', 'a3')).toBeNull();
  });
});
