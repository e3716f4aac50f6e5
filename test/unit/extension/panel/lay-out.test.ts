import { describe, expect, it } from 'vitest';
import type { Sequence, SequenceArrow } from '#shared/explain/sequence/sequence.ts';
import { layOut } from '../../../../extension/panel/views/flow/lay-out.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);

/** A diagram whose arrows stand so many milliseconds behind each other; null: nobody knows when. */
function diagram(waits: readonly (number | null)[]): Sequence {
  let at = START;
  const arrow = (wait: number | null, index: number): SequenceArrow => {
    at += wait ?? 0;
    return {
      ...{ key: `${index}`, from: 'browser', to: 'idp', kind: 'request', carries: null, label: 'GET /', stopped: null },
      ...{ notes: [], tone: 'plain', at: wait === null ? null : at, exchange: `${index}` },
    };
  };
  return {
    lanes: [
      { id: 'browser', role: 'browser', title: 'Browser', hosts: '' },
      { id: 'idp', role: 'idp', title: 'Identity provider', hosts: 'idp' },
    ],
    arrows: waits.map(arrow),
    left: 0,
  };
}

/** Milliseconds, pixels and whether it is cut short, of each stretch of time. */
const spans = (waits: readonly (number | null)[]) =>
  layOut(diagram(waits), 800).arrows.map(({ span }) =>
    span === null ? null : [span.time, span.y2 - span.y1, span.broken],
  );

describe('a diagram to scale in time', () => {
  it('has as many pixels for a millisecond between every two arrows', () => {
    const [first, ...others] = spans([0, 40, 80, 200, 20]);
    expect(first).toBeNull();
    const rates = others.map((span) => (span === null ? 0 : Number(span[1]) / Number(span[0])));
    expect(Math.max(...rates) - Math.min(...rates)).toBeLessThan(1e-9);
    expect(others.map((span) => span?.[2])).toEqual([false, false, false, false]);
  });

  it('keeps room to read each arrow, whatever the time between them', () => {
    const { arrows } = layOut(diagram([0, 0, 1, 0]), 800);
    const steps = arrows.slice(1).map(({ y }, index) => y - (arrows[index]?.y ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(30);
  });

  it('breaks a wait for which there is no room, stands further below for it, and keeps the others to scale', () => {
    const laid = spans([0, 30, 21_000, 60]);
    expect(laid.map((span) => span?.[2] ?? null)).toEqual([null, false, true, false]);
    const [, one, wait, other] = laid;
    expect(Number(one?.[1]) / 30).toBeCloseTo(Number(other?.[1]) / 60, 9);
    expect(wait?.[0]).toBe(21_000);
    expect(Number(wait?.[1])).toBeGreaterThan(Number(other?.[1]));
  });

  it('says how long a length of the scale is', () => {
    const { scale, arrows } = layOut(diagram([0, 100, 300]), 800);
    expect(scale).not.toBeNull();
    const span = arrows[2]?.span;
    expect((span?.y2 ?? 0) - (span?.y1 ?? 0)).toBeCloseTo((300 / (scale?.time ?? 1)) * (scale?.length ?? 0), 6);
  });

  it('has no scale and no stretch where nobody knows the time', () => {
    expect(layOut(diagram([null, null]), 800)).toMatchObject({ scale: null, arrows: [{ span: null }, { span: null }] });
    expect(spans([0, null, 50])).toEqual([null, null, [50, expect.any(Number), false]]);
  });

  it('of what is said to come before what stands above it goes back nowhere', () => {
    const { arrows } = layOut(diagram([0, 50, -20]), 800);
    expect(arrows.at(-1)?.y).toBeGreaterThan(arrows[1]?.y ?? 0);
    expect(arrows.at(-1)?.span).toBeNull();
  });
});

describe('a diagram side by side', () => {
  const login = {
    ...diagram([0]),
    lanes: [
      { id: 'sp', role: 'sp', title: 'Service provider', hosts: 'hub.example' },
      { id: 'browser', role: 'browser', title: 'Browser', hosts: '' },
      { id: 'idp', role: 'idp', title: 'Identity provider', hosts: 'login.identity-provider.example' },
    ],
  } satisfies Sequence;

  it.each([355, 525, 960, 1100])('of a login has room on %d pixels, each title in full', (room) => {
    const { width, lanes } = layOut(login, room);
    expect(width).toBeLessThanOrEqual(room);
    const ends = lanes.map(({ x, titleLines }) => {
      const half = Math.max(...titleLines.map(({ length }) => length * 3.4));
      return [x - half, x + half] as const;
    });
    expect(lanes.map(({ titleLines }) => titleLines.join(' '))).toEqual(login.lanes.map(({ title }) => title));
    expect(ends.flat()).toEqual(ends.flat().toSorted((one, other) => one - other));
    expect(ends.at(-1)?.[1]).toBeLessThanOrEqual(width);
  });

  it('cuts a host to what is free beside it, and no arrow’s words where they have room', () => {
    const [narrow, wide] = [layOut(login, 355), layOut(login, 1100)];
    expect(narrow.lanes.at(-1)?.hostRoom).toBeLessThan(31);
    expect(narrow.lanes.at(-1)?.hostRoom).toBeGreaterThan(14);
    expect(wide.lanes[0]?.hostRoom).toBeGreaterThan(20);
    expect(narrow.arrows[0]?.room).toBeGreaterThan('AuthnRequest GET /sso'.length);
  });
});
