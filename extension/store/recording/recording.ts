import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import type { Arrange, Trace } from '#shared/report/trace.ts';
import { type Recorder, type RecorderEvent, UNDO_TIME } from '../../messaging/recorder.ts';
import { loadFold } from '../base/fold.ts';
import { loadAdvice, loadWords } from '../base/words.ts';
import { EMPTY_REPORT } from './empty-report.ts';

/** The live trace: what was recorded, and how the recording stands. */
export interface Recording {
  readonly report: ReadonlySignal<Report>;
  readonly scope: ReadonlySignal<'tab' | 'browser'>;
  readonly paused: ReadonlySignal<boolean>;
  /** What was not recorded, one line each, newest last. */
  readonly gaps: ReadonlySignal<readonly string[]>;
  /** Whether what was cleared can still be had back. */
  readonly undoable: ReadonlySignal<boolean>;
  /** The one door in. */
  applyEvent(event: RecorderEvent): void;
  /** Goes on with what is made of its exchanges, which is in the report when this settles. */
  arrange(change: Arrange): Promise<void>;
  dismissGaps(): void;
  /** Every exchange so far, for an export. */
  exchanges(): readonly Exchange[];
  /** Settles when everything applied so far is in the report. */
  settled(): Promise<void>;
  end(): void;
}

/** What a recording needs from outside. */
export interface RecordingNeeds {
  readonly recorder: Recorder;
  readonly knowledge: ReadonlySignal<Knowledge>;
  readonly onError: (error: unknown) => void;
}

const GAPS = 5;
/** New exchanges come in bursts: the list is made again at most this often, in milliseconds. */
const REFRESH = 60;

/** Subscribes to the recorder and keeps a trace of what it tells. What reads messages is loaded with the first exchange. */
export function createRecording({ recorder, knowledge, onError }: RecordingNeeds): Recording {
  const report = signal<Report>(EMPTY_REPORT);
  const scope = signal<'tab' | 'browser'>('tab');
  const paused = signal(false);
  const gaps = signal<readonly string[]>([]);
  const undoable = signal(false);
  let undoTimer: ReturnType<typeof setTimeout> | null = null;
  let trace: Trace | null = null;
  let loading: Promise<Trace> | null = null;
  let last: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts how often everything was forgotten: what was told before, while the trace was loading, must not come back. */
  let era = 0;

  const load = async (): Promise<Trace> => {
    const [{ createTrace }] = await Promise.all([import('#shared/report/trace.ts'), loadWords(), loadFold()]);
    trace = createTrace({ knowledge: knowledge.peek() });
    loadAdvice().catch(onError);
    return trace;
  };
  const refresh = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (trace !== null) report.value = trace.report();
  };
  const refreshSoon = () => {
    timer ??= setTimeout(refresh, REFRESH);
  };
  /** The trace keeps the order of what it is asked; the last thing asked is the last thing done. */
  const follow = (work: (trace: Trace) => Promise<void>) => {
    const asked = era;
    loading ??= load();
    last = loading.then((loaded) => (asked === era ? work(loaded) : undefined)).then(refreshSoon, onError);
  };

  const offerUndo = (isOffered: boolean) => {
    if (undoTimer !== null) clearTimeout(undoTimer);
    undoable.value = isOffered;
    undoTimer = isOffered ? setTimeout(() => offerUndo(false), UNDO_TIME) : null;
  };
  const forget = () => {
    era += 1;
    trace?.clear();
    gaps.value = [];
    refresh();
  };
  const applyEvent = (event: RecorderEvent) => {
    if (event.type === 'exchange') follow((loaded) => loaded.add(event.exchange));
    else if (event.type === 'scope') scope.value = event.scope;
    else if (event.type === 'paused') paused.value = event.paused;
    else if (event.type === 'gap')
      gaps.value = [...gaps.value.filter((gap) => gap !== event.reason), event.reason].slice(-GAPS);
    else if (event.type === 'no-gap') gaps.value = gaps.value.filter((gap) => gap !== event.reason);
    else {
      offerUndo(event.undoable ?? false);
      forget();
    }
  };

  const endLearning = effect(() => {
    const known = knowledge.value;
    if (loading !== null) follow((loaded) => loaded.learn(known));
  });
  const endSubscription = recorder.subscribe(applyEvent);

  return {
    report,
    scope,
    paused,
    gaps,
    undoable,
    applyEvent,
    async arrange(change) {
      follow((loaded) => loaded.arrange(change));
      await last;
      refresh();
    },
    dismissGaps: () => {
      gaps.value = [];
    },
    exchanges: () => trace?.exchanges() ?? [],
    settled: () => last.then(refresh),
    end: () => {
      endSubscription();
      endLearning();
      if (timer !== null) clearTimeout(timer);
      if (undoTimer !== null) clearTimeout(undoTimer);
    },
  };
}
