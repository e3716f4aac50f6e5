import * as v from 'valibot';
import { type LineEvent, lineRequestSchema, RECORDING_LINE } from '../messaging/background-messages.ts';
import type { Channel } from '../messaging/channel.ts';
import { createEventOrder } from './event-order.ts';
import { followRequest } from './follow-request.ts';
import { createRecordingLog, type RecordingLog, type SessionMemory } from './recording-log.ts';
import type { RequestDetails, RequestPhase } from './request-details.ts';

/** What the recorder needs of the browser (`extension/browser.ts`; in tests, one made for them). */
export interface BackgroundRecorderNeeds {
  readonly memory: SessionMemory;
  readSession(): Promise<Readonly<Record<string, unknown>>>;
  watchRequests(listener: (phase: RequestPhase, details: RequestDetails) => void): () => void;
  onConnect(listener: (name: string, channel: Channel) => void): void;
  hasEverySite(): Promise<boolean>;
  onPermissionsChanged(listener: () => void): void;
  /** Calls `listener` when the browser is about to put this page to sleep; it waits for the promise, some seconds at most. */
  onSuspend(listener: () => Promise<void>): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` after that many milliseconds. */
  later(work: () => void, delay: number): void;
}

/** How long recording goes on with nobody listening: a page that lost its line to a dead worker is back in a moment. */
const GRACE = 10_000;
/** How long the browser may go on calling a page that nobody listens to, which keeps it awake. */
const IDLE = 60_000;
/** How many of the latest gaps wait for somebody to hear of them. */
const GAPS = 5;

/**
 * Records every tab in the background, for devtools pages that may not listen to `webRequest` themselves (Firefox): while
 * one of them listens, and nothing else. It holds no state that the session's memory doesn't also hold.
 *
 * Firefox wakes a sleeping event page for those listeners alone that were set in the first turn of its life and never
 * taken away since. So they are set there, permission or not (without it they hear nothing), and go only when nobody
 * listens any more.
 */
export function recordInBackground(needs: BackgroundRecorderNeeds): void {
  const lines = new Set<Channel>();
  /** The lines that have been sent what came before, and hear of everything from then on. */
  const attached = new Set<Channel>();
  const tell = (event: LineEvent) => {
    for (const line of attached) line.post(event);
  };
  /** What is missing, and nobody was there to hear of: the line to a page that just woke may take a moment. */
  const unheard: string[] = [];
  const tellGap = (reason: string) => {
    if (attached.size > 0) return tell({ type: 'gap', reason });
    unheard.push(reason);
    if (unheard.length > GAPS) unheard.shift();
  };
  const log = createRecordingLog(needs.memory, tellGap, needs.now());
  let deaf = false;
  /** One host that the user lets us ask is not every tab: nothing of it is recorded. */
  let isWide = false;
  const readScope = async () => {
    isWide = await needs.hasEverySite();
  };
  // Both are known before the first event is looked at; from then on each takes one step, as it comes.
  const memoryRead = Promise.all([needs.readSession().then(log.restore), readScope()]);
  let endWatch: (() => void) | null = null;

  const record = (phase: RequestPhase, details: RequestDetails) => {
    if (deaf || !isWide) return;
    const { exchange, closed, gap } = followRequest(log.hops, phase, details);
    if (gap !== null) tellGap(gap);
    if (exchange === null) return;
    tell(closed ? { type: 'exchange', ...log.add(exchange) } : { type: 'exchange', number: null, exchange });
  };
  const order = createEventOrder({
    ask: needs.hasEverySite,
    later: needs.later,
    deal: (phase, details) => void memoryRead.then(() => record(phase, details)),
  });
  const watch = () => {
    endWatch ??= needs.watchRequests(order.take);
  };
  const forgetIfUnheard = () => {
    if (lines.size > 0) return;
    deaf = true;
    unheard.length = 0;
    void memoryRead.then(log.clear);
  };
  const leaveIfUnheard = () => {
    if (lines.size > 0) return;
    endWatch?.();
    endWatch = null;
  };
  const leaveSoon = () => {
    needs.later(forgetIfUnheard, GRACE);
    needs.later(leaveIfUnheard, IDLE);
  };
  const forgetIfForbidden = async () => {
    await Promise.all([memoryRead, readScope()]);
    if (!isWide) log.clear();
  };

  watch();
  void order.catchUp();
  void forgetIfForbidden();
  leaveSoon();
  needs.onSuspend(async () => {
    leaveIfUnheard();
    await order.finish();
    await memoryRead;
    await log.written();
  });
  needs.onPermissionsChanged(() => void forgetIfForbidden());
  needs.onConnect((name, line) => {
    if (name !== RECORDING_LINE) return line.close();
    lines.add(line);
    deaf = false;
    watch();
    line.listen((message) => {
      const request = v.safeParse(lineRequestSchema, message);
      if (!request.success || request.output.type !== 'attach') return;
      const { since } = request.output;
      void memoryRead.then(() => {
        replay(log, line, since);
        for (const reason of unheard.splice(0)) line.post({ type: 'gap', reason });
        if (lines.has(line)) attached.add(line);
      });
    });
    line.onClose(() => {
      lines.delete(line);
      attached.delete(line);
      leaveSoon();
    });
  });
}

function replay(log: RecordingLog, line: Channel, since: number): void {
  if (since > 0 && log.lastDropped() > since)
    line.post({ type: 'gap', reason: 'Exchanges that came while nobody listened were dropped: there were too many.' });
  for (const { number, exchange } of log.since(since)) line.post({ type: 'exchange', number, exchange });
  for (const { exchange } of log.pending()) line.post({ type: 'exchange', number: null, exchange });
}
