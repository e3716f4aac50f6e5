import type { Clock } from '#shared/base/clock.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { RecordingScope } from '../messaging/background-messages.ts';
import { type RecorderEvent, type RecordingCore, UNDO_TIME } from '../messaging/recorder.ts';
import { type CaptureStore, createCaptureStore } from './capture-store.ts';
import { createClearedExchanges } from './cleared-exchanges.ts';
import { createPauses } from './pauses.ts';

/** The recorder of one set of developer tools, or of the workbench beside the page: what its sources call, and what the panel sees. */
export interface TabRecorder {
  readonly recorder: RecordingCore;
  take(exchange: Exchange): void;
  gap(reason: string): void;
  /** Takes what was said by `gap` back. */
  noGap(reason: string): void;
  setScope(scope: RecordingScope): void;
  /** How far it is told that the recording reaches. */
  scope(): RecordingScope;
}

/** What is recorded when the permission has gone. */
const LEFT = { tab: 'only the inspected tab', nothing: 'nothing' } as const;

/** How many of the latest gaps a panel that is shown late still hears of. */
const GAPS = 5;

/** What a recorder needs from outside. */
export interface TabRecorderNeeds {
  /** Gives the permission to see every tab back. */
  readonly narrow: () => Promise<void>;
  /** Runs work after some milliseconds. */
  readonly later: (work: () => void, delay: number) => void;
  readonly now: Clock;
  /** What is recorded without that permission: the inspected tab, or nothing. */
  readonly otherwise: RecordingCore['otherwise'];
}

/** Makes an empty recorder, narrow and running. */
export function createTabRecorder({ narrow, later, now, otherwise }: TabRecorderNeeds): TabRecorder {
  const listeners = new Set<(event: RecorderEvent) => void>();
  const gaps: string[] = [];
  let scope: RecordingScope = 'tab';
  /** What began in a pause is not kept, though the browser may tell of it long after; what began before is. */
  const pauses = createPauses(now);
  let narrowing = false;
  const cleared = createClearedExchanges();

  const emit = (event: RecorderEvent) => {
    for (const listener of listeners) listener(event);
  };
  const gap = (reason: string) => {
    gaps.push(reason);
    if (gaps.length > GAPS) gaps.shift();
    emit({ type: 'gap', reason });
  };
  const replay = (listener: (event: RecorderEvent) => void) => {
    for (const exchange of store.all()) listener({ type: 'exchange', exchange });
  };
  const newStore = (): CaptureStore => {
    const own = createCaptureStore((count) => {
      // What is cleared is on no screen.
      if (own !== store) return;
      // The panel holds what it was told: it begins anew with what is left.
      emit({ type: 'cleared' });
      for (const listener of listeners) replay(listener);
      gap(`The oldest ${count} exchanges were dropped: there were too many to hold.`);
    });
    return own;
  };
  let store = newStore();

  return {
    take: (exchange) => {
      if (pauses.covers(exchange.startedAt) || (!store.knows(exchange) && cleared.takeLate(exchange))) return;
      emit({ type: 'exchange', exchange: store.take(exchange) });
    },
    gap: (reason) => {
      // Of what is not kept nothing is missing.
      if (!pauses.isPaused()) gap(reason);
    },
    noGap: (reason) => {
      const at = gaps.indexOf(reason);
      if (at >= 0) gaps.splice(at, 1);
      emit({ type: 'no-gap', reason });
    },
    setScope: (next) => {
      if (next === scope) return;
      scope = next;
      emit({ type: 'scope', scope });
      if (next === 'tab' && !narrowing)
        gap(`The permission to see every tab was taken back: ${LEFT[otherwise]} is recorded.`);
    },
    scope: () => scope,
    recorder: {
      otherwise,
      subscribe: (listener) => {
        replay(listener);
        listener({ type: 'scope', scope });
        listener({ type: 'paused', paused: pauses.isPaused() });
        for (const reason of gaps) listener({ type: 'gap', reason });
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      narrow: async () => {
        narrowing = true;
        await narrow().finally(() => {
          narrowing = false;
        });
      },
      setPaused: (next) => {
        pauses.set(next);
        emit({ type: 'paused', paused: next });
      },
      clear: () => {
        const before = store;
        const isEmpty = before.all().length === 0;
        store = newStore();
        cleared.put(before);
        later(() => cleared.letGo(before), UNDO_TIME);
        gaps.length = 0;
        emit(isEmpty ? { type: 'cleared' } : { type: 'cleared', undoable: true });
      },
      undoClear: () => {
        const [before, since] = [cleared.giveBack(), store.all()];
        if (before.length === 0) return;
        store = newStore();
        for (const exchange of [...before, ...since]) store.take(exchange);
        emit({ type: 'cleared' });
        for (const listener of listeners) replay(listener);
      },
    },
  };
}
