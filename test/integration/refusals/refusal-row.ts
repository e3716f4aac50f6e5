import type { Owner } from '#shared/inspection/owner.ts';
import type { CallAnswer } from '../access/qps-client.ts';
import type { HttpAnswer, RefusalWorld } from './refusal-world.ts';

/** A refusal that a person sees as a page. */
export interface PageRow {
  readonly as: 'page';
  readonly code: string;
  readonly status: number;
  /** Who must act; null: nobody needs to, or nobody can say. */
  readonly owner: Owner | null;
  /** Whether it is kept under a reference number: it refuses a login, a logout, or a page to a session. */
  readonly isKept: boolean;
  readonly refused: (world: RefusalWorld) => Promise<HttpAnswer>;
  /** The same, soundly: it is not refused. */
  readonly twin: (world: RefusalWorld) => Promise<{ readonly status: number }>;
}

/** A refusal that a program reads as JSON. */
export interface CallRow {
  readonly as: 'json';
  readonly code: string;
  readonly status: number;
  readonly refused: (world: RefusalWorld) => Promise<CallAnswer>;
  readonly twin: (world: RefusalWorld) => Promise<{ readonly status: number }>;
}
