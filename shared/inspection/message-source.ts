import type { Exchange } from '#shared/http/exchange.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';

/** One message as it was found, and what was around it. */
export interface MessageSource {
  readonly reading: WireReading;
  /** Null for a message that was pasted or read from a file. */
  readonly exchange: Exchange | null;
  /** Milliseconds since the epoch; null where nobody knows. */
  readonly receivedAt: number | null;
  /** The URL that the message was sent to, its query included. */
  readonly receivedUrl: string | null;
  /**
   * A page or a redirect told the browser to send it: it counts only as long as the request that does so has not
   * shown up.
   */
  readonly announced: boolean;
}
