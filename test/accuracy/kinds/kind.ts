import type { Flow } from '#shared/flows/flow.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';

/**
 * What a first finding says, in a word: its code; of a refusal what was understood of it, that is the finding that explains
 * it, else the topic of a product's words (`says ...`), else which form of words it has (`refused ...`).
 */
export type Cause = FindingCode | `says ${Topic}` | `refused ${string}`;

/** How a login or logout ends that somebody minded. */
type Minded = Exclude<Flow['outcome'], 'succeeded' | 'unknown'>;

/** One thing that was planted in a login or logout that is healthy otherwise. Written by who planted it, never by what was found. */
export interface Kind {
  readonly code: string;
  /** What was planted, in words. */
  readonly what: string;
  /** The first findings that name it; each of them is right. */
  readonly causes: readonly [Cause, ...Cause[]];
  /** Who can mend it; several where one of them has to and nobody can tell from outside which. */
  readonly owners: readonly [Owner, ...Owner[]];
  /** What happened, where the receiver minded it; both where it depends on what the receiver says to what came instead. */
  readonly outcomes: readonly [Minded, ...Minded[]];
  /** `login` unless given. */
  readonly flow?: Flow['kind'];
}
