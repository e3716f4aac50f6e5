import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Knowledge } from '#shared/checks/knowledge.ts';
import type { Exchange } from '#shared/trace/exchange.ts';
import type { Report } from '#shared/trace/report.ts';
import { createTrace } from '#shared/trace/trace.ts';
import type { Recorder, RecorderEvent } from '../messaging/recorder.ts';

/** The live trace: what was recorded, and how the recording stands. */
export interface Recording {
  readonly report: ReadonlySignal<Report>;
  readonly scope: ReadonlySignal<'tab' | 'browser'>;
  readonly paused: ReadonlySignal<boolean>;
  /** What was not recorded, one line each, newest last. */
  readonly gaps: ReadonlySignal<readonly string[]>;
  /** The one door in. */
  applyEvent(event: RecorderEvent): void;
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

/** Subscribes to the recorder and keeps a trace of what it tells. */
export function createRecording({ recorder, knowledge, onError }: RecordingNeeds): Recording {
  const trace = createTrace({ knowledge: knowledge.peek() });
  const report = signal<Report>(trace.report());
  const scope = signal<'tab' | 'browser'>('tab');
  const paused = signal(false);
  const gaps = signal<readonly string[]>([]);
  let last: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const refresh = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    report.value = trace.report();
  };
  const refreshSoon = () => {
    timer ??= setTimeout(refresh, REFRESH);
  };
  /** The trace keeps the order of what it is asked; the last thing asked is the last thing done. */
  const follow = (work: Promise<void>) => {
    last = work.then(refreshSoon, onError);
  };

  const forget = () => {
    trace.clear();
    gaps.value = [];
    refresh();
  };
  const applyEvent = (event: RecorderEvent) => {
    if (event.type === 'exchange') follow(trace.add(event.exchange));
    else if (event.type === 'scope') scope.value = event.scope;
    else if (event.type === 'paused') paused.value = event.paused;
    else if (event.type === 'gap')
      gaps.value = [...gaps.value.filter((gap) => gap !== event.reason), event.reason].slice(-GAPS);
    else forget();
  };

  const endLearning = effect(() => {
    follow(trace.learn(knowledge.value));
  });
  const endSubscription = recorder.subscribe(applyEvent);

  return {
    report,
    scope,
    paused,
    gaps,
    applyEvent,
    dismissGaps: () => {
      gaps.value = [];
    },
    exchanges: () => trace.exchanges(),
    settled: () => last.then(refresh),
    end: () => {
      endSubscription();
      endLearning();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
