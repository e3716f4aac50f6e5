import { type Signal, signal } from '@preact/signals';
import type { KnownAnswer } from '#shared/api/link.ts';

/** What a companion told of some messages, and what became of it here. */
export interface Told {
  readonly known: KnownAnswer;
  /** How many requests joined the recording that no browser had seen; null: there is no recording that they could join. */
  readonly added: number | null;
  /** How far its clock is ahead of the browser's, in milliseconds; null: nothing that both saw tells. */
  readonly ahead: number | null;
}

/** What companions told of what is open here. */
export interface CompanionSaw {
  /** By the name of the first message that was asked about. */
  readonly told: Signal<ReadonlyMap<string, Told>>;
  /** What a companion made of an exchange, by `noteKey`. */
  readonly notes: Signal<ReadonlyMap<string, string>>;
}

/** Nothing told yet. What takes an answer in is `take-told.ts`, which is loaded with the first one. */
export function createCompanionSaw(): CompanionSaw {
  return { told: signal(new Map()), notes: signal(new Map()) };
}

/** The name of an exchange among those of all that is open. */
export function noteKey(source: string, exchange: string): string {
  return `${source} ${exchange}`;
}
