import type { ErrorParts } from '#shared/base/errors.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';

/** What passes between the page and the worker that owns a large file. Both are ours and of one build. */

/** To the worker: `open` once, then what the page shows of it. */
export type ReadingOrder =
  | {
      readonly type: 'open';
      readonly file: Blob;
      readonly from: number;
      readonly knowledge: Knowledge;
      /** What joins it as soon as it is read. */
      readonly joining: readonly Exchange[];
    }
  /** More exchanges for its recording. */
  | { readonly type: 'join'; readonly exchanges: readonly Exchange[] }
  /** Looks for texts in all that the file says, the page's own parts of it included; 0 of them ends the search before. */
  | { readonly type: 'seek'; readonly id: number; readonly words: readonly string[] }
  | ({ readonly type: 'whole'; readonly id: number } & Wanted);

/** What is wanted whole: messages by their index, exchanges by their id; `all` exchanges, for an export. */
export interface Wanted {
  readonly messages: readonly number[];
  readonly exchanges: readonly string[] | 'all';
}

/** From the worker. A `part` is what is new, or has become another, since the one before. */
export type ReadingNews =
  | { readonly type: 'progress'; readonly share: number }
  | ({ readonly type: 'part'; readonly kind: InputKind } & Part)
  /** Everything is forgotten, and comes again: the file was not in the order of time. */
  | { readonly type: 'again' }
  /** `stoppedAt`: after so many entries there were more messages than a page may hold; null: all of it was read. */
  /** What was to join is joining: everything comes again, and until `joined` what was told before counts. */
  | { readonly type: 'joining' }
  | { readonly type: 'joined' }
  | { readonly type: 'done'; readonly stoppedAt: number | null }
  | { readonly type: 'seeking'; readonly id: number; readonly share: number }
  /** Of each text the ids of the exchanges that have it; null: the search was ended. */
  | { readonly type: 'found'; readonly id: number; readonly found: readonly Found[] | null }
  | { readonly type: 'failed'; readonly error: SentError }
  | {
      readonly type: 'whole';
      readonly id: number;
      readonly messages: readonly SentMessage[];
      readonly exchanges: readonly Exchange[];
      /** Whether more comes of the same answer. */
      readonly more: boolean;
    };

/** In which exchanges a text stands. */
export interface Found {
  readonly word: string;
  readonly exchanges: readonly string[];
}

/** A part of a report: exchanges in order, messages at their index, flows at their place. */
export interface Part {
  readonly exchanges: readonly Exchange[];
  readonly messages: readonly SentMessage[];
  readonly flows: readonly { readonly position: number; readonly flow: Flow }[];
}

/** An error of ours by its parts: its class does not pass from thread to thread. Of any other there is the message alone. */
export type SentError = ErrorParts | { readonly defect: string };

/** A message on its way: its exchange is named, and errors are taken out of it. */
export interface SentMessage {
  readonly message: InspectedMessage;
  readonly exchange: string | null;
  readonly error: ErrorParts | null;
  readonly readingError: ErrorParts | null;
}
