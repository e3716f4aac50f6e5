import * as v from 'valibot';
import type { Exchange } from '#shared/http/exchange.ts';
import { type LineRequest, lineEventSchema } from '../messaging/background-messages.ts';
import type { Channel } from '../messaging/channel.ts';

/** What a line to the background needs. */
export interface BackgroundLineNeeds {
  /** Opens a new line, starting the background where it sleeps. Throws once the extension was updated or removed. */
  connect(): Channel;
  take(exchange: Exchange): void;
  gap(reason: string): void;
  /** Runs `work` after that many milliseconds; gives what takes that back. */
  later(work: () => void, delay: number): () => void;
}

/** An event page ends after 30 s without an event; a message counts as one. */
const PING_EVERY = 20_000;
/** The first new try is made at once (it wakes the background), each later one after twice the time, in milliseconds. */
const RETRY = { first: 0, second: 100, most: 10_000 };

/**
 * Opens a line that mends itself for as long as this page lives: the background behind it may end at any time. It asks for
 * what it missed by the number of the last exchange that it got.
 */
export function openBackgroundLine(needs: BackgroundLineNeeds): void {
  let channel: Channel | null = null;
  let cancel: (() => void) | null = null;
  let lastNumber = 0;
  let delay = RETRY.first;

  const post = (request: LineRequest) => channel?.post(request);
  const schedule = (work: () => void, after: number) => {
    cancel?.();
    cancel = needs.later(work, after);
  };
  const ping = () => {
    // A line that lasted until now is a good one, whether or not there was anything to tell.
    delay = RETRY.first;
    post({ type: 'ping' });
    schedule(ping, PING_EVERY);
  };
  const receive = (message: unknown) => {
    const read = v.safeParse(lineEventSchema, message);
    if (!read.success) return needs.gap('The background said something that was not understood.');
    delay = RETRY.first;
    const event = read.output;
    if (event.type === 'gap') return needs.gap(event.reason);
    lastNumber = Math.max(lastNumber, event.number ?? 0);
    needs.take(event.exchange);
  };
  const connect = () => {
    try {
      channel = needs.connect();
    } catch {
      return needs.gap('The extension was updated or removed: close the developer tools and open them again.');
    }
    channel.listen(receive);
    channel.onClose(() => {
      channel = null;
      schedule(connect, delay);
      delay = Math.min(Math.max(delay * 2, RETRY.second), RETRY.most);
    });
    post({ type: 'attach', since: lastNumber });
    schedule(ping, PING_EVERY);
  };

  connect();
}
