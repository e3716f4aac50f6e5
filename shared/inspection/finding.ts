import type { SamlMessage } from '#shared/saml/messages.ts';
import type { FindingCode } from './finding-code.ts';
import type { Confidence, Owner } from './owner.ts';

/** How bad it is if it fails: a login or logout cannot succeed or must not; it soon will not or is unwise; worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** `unknown`: what is needed to tell (a key, metadata, the time of receipt) is not there. Never a guess. */
export type FindingOutcome = 'fail' | 'unknown' | 'pass';

/**
 * What is needed to tell and is not there: the key that opens or vouches, metadata or a connection, the time of receipt,
 * the request that is answered, the way the message travelled, an algorithm that is not known here or work beyond the
 * limits, the message as it was before names and values were taken out, what only the SP's server keeps, another reader.
 */
export type Lack =
  | 'key'
  | 'metadata'
  | 'time'
  | 'request'
  | 'carriage'
  | 'algorithm'
  | 'original'
  | 'server'
  | 'reader';

/** One result of one check, as data. Its words are made from it by `explain/words.ts`. */
export interface Finding {
  /** The check's code: stable, kebab-case. */
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly outcome: FindingOutcome;
  /** Of what is `unknown`, what would tell; else null. */
  readonly lacks: Lack | null;
  /** Index of the message in the report; null for a finding about a flow or the input. */
  readonly message: number | null;
  /** What kind of message it is about; null for a flow as a whole, and for what could not be read. */
  readonly kind: SamlMessage['kind'] | null;
  /** Where: `/Response/Assertion[1]/Conditions/@NotBefore`. */
  readonly path: string;
  /** Offsets into the message's XML text; null where there is nothing to point at. */
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly expected: string | null;
  readonly received: string | null;
  /** `saml-core 2.5.1.4` */
  readonly clause: string;
  /** Which form of words, and what fills them. */
  readonly variant: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Who must act. */
  readonly owner: Owner;
  /** How sure it is that it is so: what was not checked may be. */
  readonly confidence: Confidence;
  /** Of a refusal: the finding that explains it. Null or absent where none does. */
  readonly because?: Finding | null;
  /** Code of the finding that brought this one about; null or absent where it stands for itself. */
  readonly consequenceOf?: FindingCode | null;
}

/** A failed check that ends a login or logout. */
export function isError({ outcome, severity }: Pick<Finding, 'outcome' | 'severity'>): boolean {
  return outcome === 'fail' && severity === 'error';
}

/** A failed check that somebody has to look at: an error or a warning. */
export function isProblem({ outcome, severity }: Pick<Finding, 'outcome' | 'severity'>): boolean {
  return outcome === 'fail' && severity !== 'info';
}
