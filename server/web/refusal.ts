import type { LogFields } from '#server/log/log.ts';
import type { Step } from '#server/pages/step.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Owner } from '#shared/inspection/owner.ts';

/** What a refusal tells the person in front of the screen. Everything is shown as text. */
export interface PublicRefusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 410 | 413 | 415 | 500 | 503;
  /** Stable, kebab-case; also in the log. */
  readonly code: string;
  readonly title: string;
  /** What is wrong, in a sentence or two. */
  readonly explanation: string;
  /** Labelled facts: expected, received, names that did come. */
  readonly facts?: readonly { readonly label: string; readonly values: readonly string[] }[];
  /** What to change, and where. */
  readonly fix?: string;
  /** Findings of the gate; their words are made by the page. */
  readonly findings?: readonly Finding[];
  readonly steps?: readonly Step[];
  /** Who must act, where no finding says it; left out: nobody needs to. */
  readonly owner?: Owner;
}

/** Who must act: as the cause says, or else the refusal itself. Null: nobody needs to. */
export function ownerOfRefusal({ findings = [], owner }: Pick<PublicRefusal, 'findings' | 'owner'>): Owner | null {
  return findings[0]?.owner ?? owner ?? null;
}

/** A request that is answered with "no", with a public side for the page and a private one for the log. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly shown: PublicRefusal;
  readonly logged: LogFields;

  constructor(shown: PublicRefusal, logged: LogFields = {}) {
    super(shown.title);
    this.shown = shown;
    this.logged = logged;
  }
}
