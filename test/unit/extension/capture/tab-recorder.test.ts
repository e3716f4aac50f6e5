import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { askOnOwnPage, followScope } from '../../../../extension/capture/follow-scope.ts';
import { createTabRecorder } from '../../../../extension/capture/tab-recorder.ts';
import type { RecorderEvent } from '../../../../extension/messaging/recorder.ts';
import { exchange } from './fake.ts';

function record(narrow: () => Promise<void> = async () => undefined) {
  const events: RecorderEvent[] = [];
  const laters: (() => void)[] = [];
  const clock = { now: 0 };
  const tab = createTabRecorder({
    narrow,
    later: (work) => laters.push(work),
    now: () => clock.now,
    otherwise: 'tab',
  });
  const end = tab.recorder.subscribe((event) => events.push(event));
  return { ...tab, clock, events, end, laters, types: () => events.map(({ type }) => type) };
}

describe('the recorder as the panel sees it', () => {
  it('tells a panel that is shown late of everything, the state and the latest gaps', () => {
    const { take, gap, recorder } = record();
    take(exchange());
    for (let index = 0; index < 9; index += 1) gap(`gap ${index}`);
    const late: RecorderEvent[] = [];
    recorder.subscribe((event) => late.push(event));
    expect(late).toEqual([
      { type: 'exchange', exchange: exchange() },
      { type: 'scope', scope: 'tab' },
      { type: 'paused', paused: false },
      ...[4, 5, 6, 7, 8].map((index) => ({ type: 'gap', reason: `gap ${index}` })),
    ]);
  });

  it('no longer tells of a gap that was none', () => {
    const { gap, noGap, recorder, events } = record();
    gap('one');
    gap('other');
    noGap('one');
    expect(events.at(-1)).toEqual({ type: 'no-gap', reason: 'one' });
    const late: RecorderEvent[] = [];
    recorder.subscribe((event) => late.push(event));
    expect(late.filter(({ type }) => type === 'gap')).toEqual([{ type: 'gap', reason: 'other' }]);
  });

  it('records nothing that happens in a pause, whenever it is told of, and all of what began before', () => {
    const { take, gap, recorder, events, clock } = record();
    const at = (startedAt: number, given: Partial<Exchange> = {}) =>
      take(exchange({ id: `d${startedAt}`, url: `https://sp/${startedAt}`, startedAt, ...given }));
    const pause = (now: number, paused: boolean) => {
      clock.now = now;
      recorder.setPaused(paused);
    };
    at(500);
    pause(1_000, true);
    pause(1_100, true);
    at(500, { status: 200 });
    at(900);
    at(1_050);
    take(exchange({ startedAt: null }));
    gap('in the pause');
    pause(2_000, false);
    at(1_500);
    at(2_100);
    gap('behind it');
    pause(3_000, true);
    pause(4_000, false);
    at(3_500);
    at(2_500);
    const told = events.flatMap((event) => (event.type === 'exchange' ? [event.exchange] : []));
    expect(told.map(({ id, status }) => [id, status])).toEqual([
      ['d500', null],
      ['d500', 200],
      ['d900', null],
      ['d2100', null],
      ['d2500', null],
    ]);
    expect(events.filter(({ type }) => type === 'gap')).toMatchObject([{ reason: 'behind it' }]);
  });

  it('gives back what was cleared, before what came since; not once its time is over', () => {
    const { take, recorder, events, laters } = record();
    take(exchange({ id: 'd1', url: 'https://idp.example/1' }));
    recorder.clear();
    expect(events.at(-1)).toEqual({ type: 'cleared', undoable: true });
    take(exchange({ id: 'd2', url: 'https://idp.example/2' }));
    recorder.undoClear();
    const told = events.slice(events.findLastIndex(({ type }) => type === 'cleared'));
    expect(told).toMatchObject([{ type: 'cleared' }, { exchange: { id: 'd1' } }, { exchange: { id: 'd2' } }]);
    recorder.clear();
    for (const work of laters) work();
    const before = events.length;
    recorder.undoClear();
    expect(events).toHaveLength(before);
  });

  it('shows nothing of what was cleared again when more of it comes late, from wherever; undone, it is there whole', () => {
    const { take, recorder, events } = record();
    const url = 'https://idp.example/1';
    take(exchange({ id: 'w1', url, source: 'webrequest', status: null }));
    recorder.clear();
    take(exchange({ id: 'w1', url, source: 'webrequest', status: 200 }));
    take(exchange({ id: 'd1', url, source: 'devtools', responseText: '<p>late</p>' }));
    expect(events.at(-1)).toEqual({ type: 'cleared', undoable: true });
    take(exchange({ id: 'd2', url: 'https://idp.example/2' }));
    recorder.undoClear();
    const told = events.slice(events.findLastIndex(({ type }) => type === 'cleared'));
    expect(told).toMatchObject([
      { type: 'cleared' },
      { exchange: { id: 'w1', status: 200, responseText: '<p>late</p>' } },
      { exchange: { id: 'd2' } },
    ]);
  });

  it('nor does what comes once it cannot be had back; the same address asked for again is another request', () => {
    const { take, recorder, events, laters } = record();
    take(exchange({ id: 'd1' }));
    recorder.clear();
    for (const work of laters) work();
    take(exchange({ id: 'd1', responseText: '<p>late</p>' }));
    expect(events.at(-1)).toEqual({ type: 'cleared', undoable: true });
    take(exchange({ id: 'd2' }));
    expect(events.at(-1)).toMatchObject({ type: 'exchange', exchange: { id: 'd2', responseText: null } });
  });

  it('takes nothing for cleared that was cleared and had back', () => {
    const { take, recorder, events } = record();
    take(exchange({ id: 'd1' }));
    recorder.clear();
    recorder.undoClear();
    take(exchange({ id: 'd1', responseText: '<p>late</p>' }));
    expect(events.at(-1)).toMatchObject({ type: 'exchange', exchange: { id: 'd1', responseText: '<p>late</p>' } });
  });

  it('offers nothing back where nothing was there', () => {
    const { recorder, events } = record();
    recorder.clear();
    expect(events.at(-1)).toEqual({ type: 'cleared' });
  });

  it('forgets everything when told to, and stops telling who no longer listens', () => {
    const { take, recorder, events, end } = record();
    take(exchange());
    recorder.clear();
    end();
    take(exchange({ id: 'd2' }));
    expect(events.at(-1)).toEqual({ type: 'cleared', undoable: true });
    const late: RecorderEvent[] = [];
    recorder.subscribe((event) => late.push(event));
    expect(late.filter(({ type }) => type === 'exchange')).toHaveLength(1);
  });

  it('tells the panel to begin anew with what is left when there was too much', () => {
    const { take, events, types } = record();
    for (let index = 0; index <= LIMITS.recordedNeighbours; index += 1)
      take(exchange({ id: `d${index}`, url: `https://sp/${index}`, startedAt: index }));
    const cleared = types().indexOf('cleared');
    const left = events.slice(cleared).filter(({ type }) => type === 'exchange');
    expect(cleared).toBeGreaterThan(0);
    expect(left).toHaveLength(LIMITS.recordedNeighbours * 0.75 + 1);
    expect(events.find(({ type }) => type === 'gap')).toMatchObject({ reason: expect.stringContaining('dropped') });
  });

  it('says that the permission was taken back only where the user did not ask for it', async () => {
    const outside = record();
    outside.setScope('browser');
    outside.setScope('tab');
    expect(outside.types()).toContain('gap');
    const inside = record(async () => inside.setScope('tab'));
    inside.setScope('browser');
    await inside.recorder.narrow();
    expect(inside.types()).not.toContain('gap');
    expect(inside.events.at(-1)).toEqual({ type: 'scope', scope: 'tab' });
  });
});

describe('the scope, where a page may not ask for permissions itself', () => {
  function makeMessages(answer: unknown, failures = 0) {
    const gaps: string[] = [];
    let failuresLeft = failures;
    const listeners: ((message: unknown) => undefined)[] = [];
    const sent: unknown[] = [];
    return {
      sent,
      gaps,
      needs: {
        sendOrder: async (order: unknown) => {
          sent.push(order);
          failuresLeft -= 1;
          if (failuresLeft >= 0) throw new Error('The message port closed.');
          return answer;
        },
        onMessage: (listener: (message: unknown) => undefined) => void listeners.push(listener),
        gap: (reason: string) => void gaps.push(reason),
      },
      tell: (message: unknown) => {
        for (const listener of listeners) listener(message);
      },
    };
  }

  it('is asked for at the beginning and followed from then on', async () => {
    const { needs, tell } = makeMessages({ type: 'scope', scope: 'browser' });
    const scopes: string[] = [];
    followScope(needs, (scope) => scopes.push(scope));
    await new Promise((resolve) => setTimeout(resolve, 5));
    tell({ type: 'scope', scope: 'tab' });
    tell({ type: 'scope', scope: 'everything' });
    tell('nonsense');
    expect(scopes).toEqual(['browser', 'tab']);
  });

  it('is asked for again when the background died with the question, and says so when it never answers', async () => {
    const dying = makeMessages({ type: 'scope', scope: 'browser' }, 2);
    const scopes: string[] = [];
    followScope(dying.needs, (scope) => scopes.push(scope));
    const dead = makeMessages(null, Number.POSITIVE_INFINITY);
    followScope(dead.needs, (scope) => scopes.push(scope));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(scopes).toEqual(['browser']);
    expect(dying.gaps).toEqual([]);
    expect(dead.gaps).toEqual([expect.stringContaining('port closed')]);
  });

  it('is widened by a page of its own even where the background died with the order', async () => {
    const dying = makeMessages(null, 2);
    const asked = askOnOwnPage(dying.needs);
    await new Promise((resolve) => setTimeout(resolve, 5));
    dying.tell({ type: 'scope', scope: 'browser' });
    expect(await asked).toBe(true);
    expect(dying.sent).toHaveLength(3);
  });

  it.each([
    [{ type: 'scope', scope: 'browser' }, true],
    [{ type: 'grant-closed' }, false],
  ])('a page of its own asks: %j means %s', async (notice, granted) => {
    const { needs, tell, sent } = makeMessages(null);
    const asked = askOnOwnPage(needs);
    tell(notice);
    expect(await asked).toBe(granted);
    expect(sent).toEqual([{ type: 'open-grant' }]);
  });
});
