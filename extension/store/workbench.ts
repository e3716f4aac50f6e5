import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Report } from '#shared/report/report.ts';
import type { LoadReach } from '../messaging/reach.ts';
import type { Recorder } from '../messaging/recorder.ts';
import { type Announcer, createAnnouncer } from './base/announcer.ts';
import { createNotices, type Notices } from './base/notices.ts';
import { type CompanionSaw, createCompanionSaw } from './link/companion-saw.ts';
import type { Link } from './link/link.ts';
import { followLarge } from './list/follow-large.ts';
import { createView, firstToShow, type View } from './list/view.ts';
import { EMPTY_REPORT } from './recording/empty-report.ts';
import { createInputs, type Inputs } from './recording/inputs.ts';
import { createRecording, type Recording } from './recording/recording.ts';
import { createStopAfterFlow, type StopAfterFlow } from './recording/stop-after-flow.ts';
import { isConnectionText } from './trust/connection-text.ts';
import type { Keeping } from './trust/keeping.ts';
import { createTrust, type Trust } from './trust/trust.ts';

/** The name of the live trace among the sources. */
export const LIVE = 'recording';

/** One thing to look at: the recording, or an opened input. */
interface Source {
  readonly id: string;
  readonly name: string;
  readonly isClosable: boolean;
}

/** Which entries of a file are on screen, counted from 1. */
interface CutOff {
  readonly first: number;
  readonly last: number;
  /** Whether there are more behind them. */
  readonly isCut: boolean;
}

/** What the panel has around it; what is left out there is not. */
interface Surroundings {
  readonly keeping?: Keeping;
  readonly loadReach?: LoadReach;
}

/** Everything that the panel shows and does. */
export interface Workbench {
  readonly recorder: Recorder | null;
  readonly recording: Recording | null;
  /** Null where nothing is recorded. */
  readonly stopAfterFlow: StopAfterFlow | null;
  readonly inputs: Inputs;
  readonly trust: Trust;
  /** The companion that the user has linked the panel with; null: none. */
  readonly link: Signal<Link | null>;
  /** What it told of what is open here. */
  readonly companionSaw: CompanionSaw;
  /** The way to other machines, loaded where it is first wanted. */
  readonly loadReach: LoadReach;
  readonly notices: Notices;
  readonly view: View;
  readonly announcer: Announcer;
  readonly sources: ReadonlySignal<readonly Source[]>;
  /** The source on screen; null where there is none to show. */
  readonly source: ReadonlySignal<Source | null>;
  readonly report: ReadonlySignal<Report>;
  showSource(id: string): void;
  closeSource(id: string): void;
  /** Opens a file's bytes or a pasted text and shows it; what cannot be read becomes a notice. Gives whether it could. */
  openInput(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<boolean>;
  /** The same for a file that is too large to be read in the page. It is shown as it is read. */
  openLarge(name: string, file: Blob): Promise<boolean>;
  /** What of a large file is on screen, where it is not all of it. */
  readonly cutOff: ReadonlySignal<CutOff | null>;
  /** Reads on where the file on screen was cut off, in its place. */
  readOn(): Promise<void>;
  /** Whether what is chosen is still on its way from the worker that owns it. */
  readonly awaited: ReadonlySignal<boolean>;
  /** How much of the source on screen is read, 0 to 1; null: all of it. */
  readonly progress: ReadonlySignal<number | null>;
  end(): void;
}

/** The panel's state. Without a recorder it is the inspector of files and pasted texts. */
export function createWorkbench(recorder: Recorder | null, { keeping, loadReach }: Surroundings = {}): Workbench {
  const notices = createNotices();
  const trust = createTrust(keeping);
  const needs = { knowledge: trust.knowledge, onError: notices.showError };
  const recording = recorder === null ? null : createRecording({ recorder, ...needs });
  const stopAfterFlow = recorder === null || recording === null ? null : createStopAfterFlow({ recorder, recording });
  const inputs = createInputs(needs);
  const wanted = signal(LIVE);

  const sources = computed<readonly Source[]>(() => [
    ...(recording === null ? [] : [{ id: LIVE, name: 'Recording', isClosable: false }]),
    ...inputs.list.value.map(({ id, name }) => ({ id, name, isClosable: true })),
  ]);
  const source = computed(() => sources.value.find(({ id }) => id === wanted.value) ?? sources.value.at(-1) ?? null);
  const report = computed(() => {
    const id = source.value?.id;
    if (id === LIVE) return recording?.report.value ?? EMPTY_REPORT;
    return inputs.list.value.find((input) => input.id === id)?.report ?? EMPTY_REPORT;
  });
  const largeInput = computed(() => inputs.list.value.find(({ id }) => id === source.value?.id)?.large ?? null);
  const listed = computed(() => (largeInput.value === null ? report.value : largeInput.value.listed.value));
  const view = createView({
    report,
    listed,
    source: computed(() => source.value?.id ?? LIVE),
    large: largeInput,
    exchangesOf: (shown) =>
      source.value?.id === LIVE && recording !== null ? recording.exchanges() : (shown.exchanges?.() ?? []),
    onError: notices.showError,
  });
  const large = followLarge({
    input: computed(() => inputs.list.value.find(({ id }) => id === source.value?.id) ?? null),
    view,
    onError: notices.showError,
  });
  const announcer = createAnnouncer(recording?.report ?? report);

  return {
    recorder,
    recording,
    stopAfterFlow,
    inputs,
    trust,
    link: signal<Link | null>(null),
    companionSaw: createCompanionSaw(),
    loadReach: loadReach ?? (async () => null),
    notices,
    view,
    announcer,
    sources,
    source,
    report,
    showSource: (id) => {
      wanted.value = id;
    },
    closeSource: (id) => inputs.close(id),
    awaited: large.awaited,
    progress: large.progress,
    cutOff: computed(() => {
      const large = largeInput.value;
      const stoppedAt = large?.stoppedAt.value ?? null;
      if (large === null || (stoppedAt === null && large.from === 0) || large.progress.value !== null) return null;
      const recorded = (report.value.exchanges?.() ?? []).filter((exchange) => exchange.source !== 'companion');
      const last = stoppedAt ?? large.from + recorded.length;
      return { first: large.from + 1, last, isCut: stoppedAt !== null };
    }),
    async readOn() {
      const input = inputs.list.peek().find(({ id }) => id === source.peek()?.id);
      const stoppedAt = input?.large?.stoppedAt.peek() ?? null;
      if (input?.large == null || stoppedAt === null) return;
      const before = input.id;
      wanted.value = await inputs.openLarge(input.name, input.large.file, stoppedAt);
      inputs.close(before);
    },
    async openLarge(name, file) {
      try {
        wanted.value = await inputs.openLarge(name, file);
        return true;
      } catch (error) {
        notices.showError(error, name);
        return false;
      }
    },
    async openInput(name, content) {
      try {
        if (isCertificate(content)) {
          await trust.add(toText(content), name);
          notices.show('neutral', `Trusted from now on: the certificate in ${name}.`);
          return true;
        }
        if (isPrivateKey(content)) {
          await trust.add(toText(content), name);
          notices.show(
            'neutral',
            `The private key in ${name} opens what is encrypted for it, until this page is closed.`,
          );
          return true;
        }
        if (isConnectionText(toText(content))) {
          await trust.add(toText(content), name);
          notices.show('neutral', `Judged by from now on: the connection in ${name}.`);
          return true;
        }
        wanted.value = await inputs.open(name, content);
        view.select(firstToShow(report.value));
        return true;
      } catch (error) {
        notices.showError(error, name);
        return false;
      }
    },
    end: () => {
      stopAfterFlow?.end();
      recording?.end();
      inputs.end();
      announcer.end();
      view.end();
      large.end();
    },
  };
}

/** A certificate among the dropped files is there to verify with, not to look at. */
function isCertificate(content: Uint8Array | string): boolean {
  return /^\s*-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(toText(content.slice(0, 200)));
}

/** So is a private key: nothing of it is ever on screen. */
function isPrivateKey(content: Uint8Array | string): boolean {
  return /^\s*-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(toText(content.slice(0, 200)));
}

function toText(content: Uint8Array | string): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}
