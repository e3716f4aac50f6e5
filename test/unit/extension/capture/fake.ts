import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import type { BackgroundRecorderNeeds } from '../../../../extension/capture/background-recorder.ts';
import type { RequestDetails, RequestPhase } from '../../../../extension/capture/request-details.ts';
import type { ServeScopeNeeds } from '../../../../extension/capture/serve-scope.ts';
import type { Channel } from '../../../../extension/messaging/channel.ts';

/** An exchange of the developer tools; whatever a test cares for is given. */
export function exchange(given: Partial<Exchange> = {}): Exchange {
  return makeExchange({
    id: 'd1',
    startedAt: 1000,
    method: 'GET',
    url: 'https://sp/',
    source: 'devtools',
    tab: { tabId: 1, frameId: -1, type: 'document', incognito: null, cookieStoreId: null },
    ...given,
  });
}

/** One event of `webRequest`. */
export function details(given: Partial<RequestDetails> = {}): RequestDetails {
  return {
    requestId: '7',
    url: 'https://sp/acs',
    method: 'GET',
    timeStamp: 1000,
    tabId: 1,
    frameId: 0,
    type: 'main_frame',
    ...given,
  };
}

/** Two ends of one line, in memory: what one posts the other hears in a later turn, as JSON would carry it. */
export function channelPair(): { readonly near: Channel; readonly far: Channel; cut(): void } {
  let open = true;
  const ends = [makeEnd(), makeEnd()] as const;
  const toChannel = (mine: ReturnType<typeof makeEnd>, other: ReturnType<typeof makeEnd>): Channel => ({
    post: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => {
        if (open) for (const listener of other.listeners) listener(copy);
      });
    },
    listen: (listener) => void mine.listeners.push(listener),
    onClose: (listener) => void mine.closers.push(listener),
    close: () => {
      open = false;
      for (const closer of other.closers) closer();
    },
  });
  return {
    near: toChannel(ends[0], ends[1]),
    far: toChannel(ends[1], ends[0]),
    cut: () => {
      open = false;
      for (const closer of ends.flatMap((end) => end.closers)) closer();
    },
  };
}

function makeEnd() {
  return { listeners: [] as ((message: unknown) => void)[], closers: [] as (() => void)[] };
}

/** A browser around a background: its session memory outlives every worker that `start` is given to. */
export interface FakeBrowser {
  readonly session: Map<string, unknown>;
  allowed: boolean;
  readonly watching: number;
  /** The listeners themselves. */
  watchers(): readonly unknown[];
  /** What a new worker would be given; earlier workers hear nothing more. */
  needs(): BackgroundRecorderNeeds;
  desk(): ServeScopeNeeds;
  request(phase: RequestPhase, details: RequestDetails): void;
  connect(): { readonly line: Channel; readonly heard: unknown[]; cut(): void };
  send(message: unknown): Promise<unknown> | undefined;
  permissionsChanged(): void;
  readonly notices: unknown[];
  /** The clock, in milliseconds. */
  time: number;
  /** Moves the clock on, running what was to run until then. */
  passTime(duration: number): void;
  /** Tells the page that it will be put to sleep; resolves when that may be. */
  suspend(): Promise<void>;
  /** Lets everything that is under way finish. */
  settle(): Promise<void>;
  /** Lets a page that just woke have the answers that it waits for. */
  catchUp(): Promise<void>;
}

export function makeFakeBrowser(): FakeBrowser {
  const session = new Map<string, unknown>();
  const notices: unknown[] = [];
  const watchers = new Set<(phase: RequestPhase, details: RequestDetails) => void>();
  let later: { readonly work: () => void; readonly at: number }[] = [];
  let onSuspend: () => Promise<void> = async () => undefined;
  let onConnect: (name: string, channel: Channel) => void = () => undefined;
  let onMessage: (message: unknown) => Promise<unknown> | undefined = () => undefined;
  let onPermissions: (() => void)[] = [];
  const fake: FakeBrowser = {
    session,
    allowed: false,
    get watching() {
      return watchers.size;
    },
    watchers: () => [...watchers],
    notices,
    time: 0,
    needs: () => {
      watchers.clear();
      later = [];
      onPermissions = [];
      return {
        memory: {
          write: async (values) => {
            for (const [key, value] of Object.entries(values)) session.set(key, JSON.parse(JSON.stringify(value)));
          },
          remove: async (keys) => {
            for (const key of keys) session.delete(key);
          },
        },
        readSession: async () => Object.fromEntries(session),
        watchRequests: (listener) => {
          watchers.add(listener);
          return () => void watchers.delete(listener);
        },
        onConnect: (listener) => {
          onConnect = listener;
        },
        hasEverySite: async () => fake.allowed,
        onPermissionsChanged: (listener) => void onPermissions.push(listener),
        onSuspend: (listener) => {
          onSuspend = listener;
        },
        now: () => fake.time,
        later: (work, delay) => void later.push({ work, at: fake.time + delay }),
      };
    },
    desk: () => ({
      onMessage: (listener) => {
        onMessage = listener;
      },
      broadcast: (notice) => void notices.push(notice),
      hasEverySite: async () => fake.allowed,
      dropEverySite: async () => {
        fake.allowed = false;
        fake.permissionsChanged();
      },
      onPermissionsChanged: (listener) => void onPermissions.push(listener),
      openGrantPage: async () => void notices.push('grant page'),
    }),
    request: (phase, event) => {
      if (fake.allowed) for (const watcher of watchers) watcher(phase, event);
    },
    connect: () => {
      const { near, far, cut } = channelPair();
      const heard: unknown[] = [];
      near.listen((message) => heard.push(message));
      onConnect('recording', far);
      return { line: near, heard, cut };
    },
    send: (message) => onMessage(message),
    permissionsChanged: () => {
      for (const listener of onPermissions) listener();
    },
    passTime: (duration) => {
      fake.time += duration;
      const due = later.filter(({ at }) => at <= fake.time);
      later = later.filter(({ at }) => at > fake.time);
      for (const { work } of due) work();
    },
    suspend: () => onSuspend(),
    settle: () => new Promise((resolve) => setTimeout(resolve, 5)),
    catchUp: async () => {
      await fake.settle();
      fake.passTime(1_000);
      await fake.settle();
    },
  };
  return fake;
}

/** The ids of the finished exchanges that a line heard of, with their status; their numbers. */
export function finished(heard: readonly unknown[]): readonly { readonly number: number; readonly told: string }[] {
  return heard.flatMap((event) => {
    const { type, number, exchange } = event as {
      type: string;
      number: number | null;
      exchange: { id: string; status: number };
    };
    return type === 'exchange' && number !== null ? [{ number, told: `${exchange.id}:${exchange.status}` }] : [];
  });
}

/** The same without their numbers. */
export function told(heard: readonly unknown[]): readonly string[] {
  return finished(heard).map((one) => one.told);
}
