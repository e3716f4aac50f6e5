import { describe, expect, it } from 'vitest';
import { openBackgroundLine } from '../../../../extension/capture/background-line.ts';
import { channelPair, exchange } from './fake.ts';

/** A line whose background the test plays, and a clock that it moves. */
function makeLine() {
  const taken: string[] = [];
  const gaps: string[] = [];
  const pairs: (ReturnType<typeof channelPair> & { readonly asked: unknown[] })[] = [];
  const timers = new Map<() => void, number>();
  let refuse = false;
  const open = () =>
    openBackgroundLine({
      connect: () => {
        if (refuse) throw new Error('Extension context invalidated.');
        const pair = { ...channelPair(), asked: [] as unknown[] };
        pair.far.listen((message) => pair.asked.push(message));
        pairs.push(pair);
        return pair.near;
      },
      take: ({ id }) => void taken.push(id),
      gap: (reason) => void gaps.push(reason),
      later: (work, delay) => {
        timers.set(work, delay);
        return () => void timers.delete(work);
      },
    });
  return {
    open,
    taken,
    gaps,
    pairs,
    delays: () => [...timers.values()],
    tick: () => {
      const due = [...timers.keys()];
      timers.clear();
      for (const work of due) work();
    },
    refuse: () => {
      refuse = true;
    },
    settle: () => new Promise((resolve) => setTimeout(resolve, 2)),
  };
}

describe('the line to the background', () => {
  it('comes back after the worker’s death and asks for what it missed', async () => {
    const { open, pairs, taken, tick, settle, delays } = makeLine();
    open();
    pairs[0]?.far.post({ type: 'exchange', number: 4, exchange: exchange({ id: 'w4' }) });
    await settle();
    pairs[0]?.cut();
    expect(delays()).toEqual([0]);
    tick();
    await settle();
    expect(pairs[1]?.asked).toEqual([{ type: 'attach', since: 4 }]);
    expect(taken).toEqual(['w4']);
  });

  it('waits longer and longer while the background cannot be reached', () => {
    const { open, pairs, tick, delays } = makeLine();
    open();
    const waited: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      pairs.at(-1)?.cut();
      waited.push(...delays());
      tick();
    }
    expect(waited.slice(0, 4)).toEqual([0, 100, 200, 400]);
    expect(Math.max(...waited)).toBe(10_000);
  });

  it('does not wait for the next line where this one lasted, though nothing came over it', () => {
    const { open, pairs, tick, delays } = makeLine();
    open();
    pairs.at(-1)?.cut();
    tick();
    pairs.at(-1)?.cut();
    expect(delays()).toEqual([100]);
    tick();
    tick();
    pairs.at(-1)?.cut();
    expect(delays()).toEqual([0]);
  });

  it('keeps the worker awake', async () => {
    const { open, pairs, tick, settle, delays } = makeLine();
    open();
    expect(delays()).toEqual([20_000]);
    tick();
    await settle();
    expect(pairs[0]?.asked).toContainEqual({ type: 'ping' });
    expect(delays()).toEqual([20_000]);
  });

  it('says so when the extension was updated under it', () => {
    const { open, pairs, gaps, tick, refuse, delays } = makeLine();
    open();
    pairs[0]?.cut();
    refuse();
    tick();
    expect(gaps).toEqual([expect.stringContaining('updated')]);
    expect(delays()).toEqual([]);
  });

  it('takes nothing that is not of the background’s kind', async () => {
    const { open, pairs, taken, gaps, settle } = makeLine();
    open();
    for (const nonsense of [null, 5, 'exchange', {}, { type: 'exchange', number: 1 }, { type: 'gap', reason: 5 }])
      pairs[0]?.far.post(nonsense);
    await settle();
    expect(taken).toEqual([]);
    expect(gaps).toHaveLength(6);
  });
});
