import type { Exchange } from '#shared/http/exchange.ts';

/**
 * What the panel knows of the recorder: one door in (`subscribe`), a few doors out.
 * The devtools panel and the workbench beside the page have a real one behind them; the page at `/inspect` has none.
 */
export interface Recorder {
  /** What is recorded without the permission to see every tab: the inspected one in the developer tools, nothing beside the page. */
  readonly otherwise: 'tab' | 'nothing';
  /**
   * Calls `listener` at once with every exchange recorded so far and the present scope, then with each event.
   * Gives the function that ends it. Survives the death of the background worker.
   */
  subscribe(listener: (event: RecorderEvent) => void): () => void;
  /** Asks the user for the optional permissions and records every tab, popup and frame. Must run inside a click. Gives whether it was granted. */
  widen(): Promise<boolean>;
  /** Back to the inspected tab alone; gives the permissions back. */
  narrow(): Promise<void>;
  setPaused(paused: boolean): void;
  /** Forgets everything recorded so far. For `UNDO_TIME` it can be taken back. */
  clear(): void;
  /** Takes the last `clear` back: what came before it stands before what came since. */
  undoClear(): void;
}

/** How long what was cleared can be had back, in milliseconds: from then on it is held nowhere. */
export const UNDO_TIME = 30_000;

export type RecorderEvent =
  /** New, or known by `exchange.id` and now more complete. */
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'scope'; readonly scope: 'tab' | 'browser' }
  | { readonly type: 'paused'; readonly paused: boolean }
  /** Everything is forgotten; `undoable` where somebody asked for it and it can be taken back. */
  | { readonly type: 'cleared'; readonly undoable?: boolean }
  /** Something was not recorded, and why, in one line for a person. */
  | { readonly type: 'gap'; readonly reason: string }
  /** What that reason said to be missing came after all. */
  | { readonly type: 'no-gap'; readonly reason: string };

/** The recorder without the doors that need a click in the panel's own page. */
export type RecordingCore = Omit<Recorder, 'widen'>;
