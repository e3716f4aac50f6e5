import type { CheckCode } from '#shared/inspection/check-codes.ts';
import type { FindingOutcome, Lack, Severity } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { OwnerRole } from '#shared/inspection/owner.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { CheckContext } from './context.ts';

/** A check: data, and one function. One file each, named by its code; its words are in `explain/words`. */
export interface Check {
  /** Stable, kebab-case, named for what is wrong when it fails. */
  readonly code: CheckCode;
  /** Its place among all checks: a cause before what it can bring about. Each has a rank of its own. */
  readonly rank: number;
  /** Who must act if it fails. */
  readonly owner: OwnerRole;
  /** The variants for which it is somebody else. */
  readonly owners: Readonly<Partial<Record<string, OwnerRole>>>;
  readonly severity: Severity;
  /** The clause that asks for it: `saml-core 2.5.1.4`. */
  readonly clause: string;
  /**
   * The profile that alone asks for it. An assertion by itself may serve another purpose than a browser login (a token of
   * WS-Federation or OAuth), and then it is only worth knowing. Null: every message of this kind is to be so.
   */
  readonly profile: 'web-sso' | null;
  /** What can have brought it about, in the same message or flow. Said here or by `brings` of the cause. */
  readonly follows: readonly FindingCode[];
  /** What it can bring about, in the same message or flow. */
  readonly brings: readonly FindingCode[];
  readonly appliesTo: readonly SamlMessage['kind'][];
  /**
   * `must-pass`: a gate refuses unless this check was made and every result is `pass`, because what it looks at
   * decides who gets in. `if-there`: a gate refuses on every result that is not `pass`, but a message may have nothing
   * to look at. `null`: a gate refuses only if it fails with severity `error`.
   *
   * Where a gate's policy is known (`isGated`), a failure of the first two is an `error` for every reader.
   */
  readonly gate: 'must-pass' | 'if-there' | null;
  /** Variants that keep their own severity all the same: the message is sound and its news is bad, or it is a guess. */
  readonly mild: readonly string[];
  /** Every variant that a result may have. */
  readonly variants: readonly string[];
  /** Gives one verdict for each thing looked at; none where there is nothing to look at. */
  readonly run: (context: CheckContext) => readonly Verdict[];
}

/** What a check found in one place. */
export interface Verdict<V extends string = string> {
  readonly outcome: FindingOutcome;
  readonly variant: V;
  /** Of an `unknown`, what would tell. */
  readonly lacks: Lack | null;
  readonly evidence: Evidence;
}

/** Where, and what was expected and received there. */
export interface Evidence {
  readonly at: XmlElement;
  /** Name of the attribute of `at` that is meant. */
  readonly attribute?: string;
  readonly expected?: string | null;
  readonly received?: string | null;
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Where one variant is better or worse than the check as such. */
  readonly severity?: Severity;
  /** Where what was found tells better who must act than its variant. */
  readonly owner?: OwnerRole;
}

type Defaulted = 'owners' | 'profile' | 'follows' | 'brings' | 'gate' | 'mild';

/** A check as its file writes it: the compiler holds its verdicts to the variants it names. */
interface CheckDefinition<V extends string> extends Omit<Check, Defaulted | 'variants' | 'run'> {
  readonly owners?: Readonly<Partial<Record<NoInfer<V>, OwnerRole>>>;
  readonly profile?: 'web-sso';
  readonly follows?: readonly FindingCode[];
  readonly brings?: readonly FindingCode[];
  readonly gate?: 'must-pass' | 'if-there';
  readonly mild?: readonly V[];
  readonly variants: readonly V[];
  readonly run: (context: CheckContext) => readonly Verdict<V>[];
}

/** Makes a check out of its definition. */
export function defineCheck<const V extends string>(definition: CheckDefinition<V>): Check {
  const { owners = {}, profile = null, follows = [], brings = [], gate = null, mild = [] } = definition;
  return { ...definition, owners, profile, follows, brings, gate, mild };
}

/** All is as it should be here. */
export function pass<const V extends string>(variant: V, evidence: Evidence): Verdict<V> {
  return { outcome: 'pass', variant, lacks: null, evidence };
}

/** Something is wrong here. */
export function fail<const V extends string>(variant: V, evidence: Evidence): Verdict<V> {
  return { outcome: 'fail', variant, lacks: null, evidence };
}

/** What is needed to tell isn't there: say so, and what it is; never guess. */
export function unknown<const V extends string>(variant: V, lacks: Lack, evidence: Evidence): Verdict<V> {
  return { outcome: 'unknown', variant, lacks, evidence };
}
