import * as v from 'valibot';
import {
  type LineEvent,
  lineRequestSchema,
  type Notice,
  type Order,
  orderSchema,
  RECORDING_LINE,
} from '../messaging/background-messages.ts';
import type { Channel } from '../messaging/channel.ts';
import { createRecordingLog, type RecordingLog, type SessionMemory } from './recording-log.ts';
import type { RequestDetails, RequestPhase } from './request-details.ts';
import { advance } from './request-hops.ts';

/** What the background needs from the browser (`extension/browser.ts`; in tests, one made for them). */
export interface BackgroundNeeds {
  readonly memory: SessionMemory;
  readSession(): Promise<Readonly<Record<string, unknown>>>;
  watchRequests(listener: (phase: RequestPhase, details: RequestDetails) => void): () => void;
  onConnect(listener: (name: string, channel: Channel) => void): void;
  onMessage(listener: (message: unknown) => Promise<unknown> | undefined): void;
  broadcast(notice: Notice): void;
  hasEverySite(): Promise<boolean>;
  dropEverySite(): Promise<void>;
  onPermissionsChanged(listener: () => void): void;
  openGrantPage(): Promise<void>;
  /** Runs `work` after that many milliseconds. */
  later(work: () => void, delay: number): void;
}

/** How long recording goes on with nobody listening: a page that lost its line to a dead worker is back in a moment. */
const GRACE = 10_000;

/**
 * The background: records requests while a devtools page listens and the user has allowed it, and nothing else.
 * It holds no state that the session's memory doesn't also hold, so its death loses nothing. Listeners are set in the
 * first turn (the browser wakes a worker only for these); events wait until the memory has been read.
 */
export function startBackground(needs: BackgroundNeeds): void {
  const lines = new Set<Channel>();
  /** The lines that have been sent what came before, and hear of everything from then on. */
  const attached = new Set<Channel>();
  const tell = (event: LineEvent) => {
    for (const line of attached) line.post(event);
  };
  const log = createRecordingLog(needs.memory, (reason) => tell({ type: 'gap', reason }));
  const memoryRead = needs.readSession().then(log.restore);
  const watch = createWatch(needs, (phase, details) => void memoryRead.then(() => record(log, tell, phase, details)));

  const stopIfUnheard = () => {
    if (lines.size > 0) return;
    watch.stop();
    void memoryRead.then(log.clear);
  };
  const dropIfForbidden = async () => {
    const allowed = await needs.hasEverySite();
    if (!allowed) {
      watch.stop();
      await memoryRead.then(log.clear);
    }
    return allowed;
  };
  const followPermission = async () => {
    // What was registered without the permission never fires: register anew.
    watch.stop();
    const allowed = await dropIfForbidden();
    if (allowed) watch.start();
    needs.broadcast({ type: 'scope', scope: allowed ? 'browser' : 'tab' });
  };

  watch.start();
  void dropIfForbidden();
  needs.later(stopIfUnheard, GRACE);
  needs.onPermissionsChanged(() => {
    void followPermission();
    needs.later(stopIfUnheard, GRACE);
  });
  needs.onConnect((name, line) => {
    if (name !== RECORDING_LINE) return line.close();
    lines.add(line);
    watch.start();
    line.listen((message) => {
      const request = v.safeParse(lineRequestSchema, message);
      if (!request.success || request.output.type !== 'attach') return;
      const { since } = request.output;
      void memoryRead.then(() => {
        replay(log, line, since);
        if (lines.has(line)) attached.add(line);
      });
    });
    line.onClose(() => {
      lines.delete(line);
      attached.delete(line);
      needs.later(stopIfUnheard, GRACE);
    });
  });
  needs.onMessage((message) => {
    const order = v.safeParse(orderSchema, message);
    return order.success ? obey(needs, order.output) : undefined;
  });
}

/** Registers with `webRequest` at most once at a time. */
function createWatch(needs: BackgroundNeeds, listener: (phase: RequestPhase, details: RequestDetails) => void) {
  let end: (() => void) | null = null;
  return {
    start: () => {
      end ??= needs.watchRequests(listener);
    },
    stop: () => {
      end?.();
      end = null;
    },
  };
}

function record(
  log: RecordingLog,
  tell: (event: LineEvent) => void,
  phase: RequestPhase,
  details: RequestDetails,
): void {
  const step = advance(log.hopOf(details.requestId), phase, details);
  if (step === null) return;
  const { hop, gap } = step;
  if (gap !== null && hop.kept) tell({ type: 'gap', reason: `${details.url.split('?', 1)[0]}: ${gap}` });
  if (phase === 'end' || phase === 'error') log.forget(hop.requestId);
  else log.keep(hop);
  if (!hop.kept) return;
  if (hop.closed) tell({ type: 'exchange', ...log.add(hop.exchange) });
  else if (phase === 'headers') tell({ type: 'exchange', number: null, exchange: hop.exchange });
}

function replay(log: RecordingLog, line: Channel, since: number): void {
  const missed = log.since(since);
  const first = missed[0];
  if (since > 0 && first !== undefined && first.number > since + 1) {
    line.post({
      type: 'gap',
      reason: `${first.number - since - 1} exchanges came while nobody listened and were dropped.`,
    });
  }
  for (const { number, exchange } of missed) line.post({ type: 'exchange', number, exchange });
  for (const { exchange } of log.pending()) line.post({ type: 'exchange', number: null, exchange });
}

async function obey(needs: BackgroundNeeds, order: Order): Promise<Notice | null> {
  if (order.type === 'open-grant') await needs.openGrantPage();
  if (order.type === 'narrow') await needs.dropEverySite();
  if (order.type !== 'ask-scope') return null;
  return { type: 'scope', scope: (await needs.hasEverySite()) ? 'browser' : 'tab' };
}
