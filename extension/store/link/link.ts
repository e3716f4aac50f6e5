import type { KnownAnswer, ReplayAnswer } from '#shared/api/link.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { SuggestedRow } from '#shared/mapping/row-line.ts';

/** A connection of a companion, as its list has it. */
export interface LinkedConnection {
  readonly prefix: string;
  readonly description: string;
  /** Entity ID of its identity provider. */
  readonly idp: string;
}

/** A companion that the user has linked the panel with. Its token is here and nowhere else, and never written. */
export interface Link {
  /** Without a slash at the end. */
  readonly address: string;
  readonly host: string;
  /** Those that have an identity provider. */
  readonly connections: readonly LinkedConnection[];
  /** Prefix of the connection whose map and gate are meant. */
  readonly chosen: string;
  /** The chosen connection as a connection file has it. */
  judged(): Promise<unknown>;
  /** How its gate would decide about a message, with nothing coming of it. `at`: when it was received; null: now. */
  replay(message: InspectedMessage, at: number | null): Promise<ReplayAnswer>;
  /** What became there of the messages with these IDs. */
  known(ids: readonly string[]): Promise<KnownAnswer>;
  /** Makes a new version of the chosen connection with a row more; gives what takes it back. */
  addRow(row: SuggestedRow): Promise<() => Promise<void>>;
  choose(prefix: string): Link;
  /** Gives the permission for its host back. */
  end(): Promise<void>;
}
