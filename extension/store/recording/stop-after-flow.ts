import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { flowLine } from '#shared/explain/facts/flow-title.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Recorder } from '../../messaging/recorder.ts';
import { keepNumber, keptNumber } from '../base/kept-settings.ts';
import type { Recording } from './recording.ts';

/** Stops a recording by itself when a login or logout has ended: what a page does after it fills nothing then. */
export interface StopAfterFlow {
  /** Whether it does; kept for the next time. */
  readonly isOn: ReadonlySignal<boolean>;
  /** What it stopped for, in a line; null: it did not. */
  readonly stoppedFor: ReadonlySignal<string | null>;
  toggle(): void;
  end(): void;
}

/** How long nothing may come to any flow before one counts as ended, in milliseconds: a refusal is often followed by a new try. */
const QUIET = 5_000;

/** What it needs from outside. */
interface StopAfterFlowNeeds {
  readonly recorder: Recorder;
  readonly recording: Recording;
  /** Runs work after some milliseconds; gives what takes that back. */
  readonly later?: (work: () => void, delay: number) => () => void;
}

/** Watches a recording. A flow that had ended when it was switched on, or when the recording went on, stops nothing. */
export function createStopAfterFlow({ recorder, recording, later = wait }: StopAfterFlowNeeds): StopAfterFlow {
  const isOn = signal(keptNumber('stop-after-flow', 0) === 1);
  const stoppedFor = signal<string | null>(null);
  let last: readonly Flow[] = [];
  /** The same list as long as nothing came to any of them: what else a page asks for goes on. */
  const flows = computed(() => {
    const next = recording.report.value.flows;
    if (next.length !== last.length || next.some((flow, index) => flow !== last[index])) last = next;
    return last;
  });
  const isWatching = computed(() => isOn.value && !recording.paused.value);
  let before: ReadonlySet<string> = new Set();

  const endBeginning = effect(() => {
    if (!isWatching.value) return;
    stoppedFor.value = null;
    before = new Set(ended(flows.peek()).map(({ id }) => id));
  });
  const endWatching = effect(() => {
    const newest = ended(flows.value).findLast(({ id }) => !before.has(id));
    if (!isWatching.value || newest === undefined) return;
    return later(() => {
      stoppedFor.value = flowLine(newest);
      recorder.setPaused(true);
    }, QUIET);
  });
  return {
    isOn,
    stoppedFor,
    toggle: () => {
      isOn.value = !isOn.peek();
      keepNumber('stop-after-flow', isOn.peek() ? 1 : 0);
    },
    end: () => {
      endBeginning();
      endWatching();
    },
  };
}

function ended(flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(({ outcome }) => outcome !== 'unknown');
}

function wait(work: () => void, delay: number): () => void {
  const timer = setTimeout(work, delay);
  return () => clearTimeout(timer);
}
