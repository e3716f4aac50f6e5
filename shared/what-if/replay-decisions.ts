import { findAction, type RuleAction } from '#shared/rules/actions.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import type { Person, PolicyResource } from './access-policy.ts';
import type { WhyNot } from './compare-access.ts';
import type { Listed } from './list-bounded.ts';
import { closedByTable, reductionOf, rulesFor } from './read-access.ts';

/** What was decided once. */
export interface RecordedDecision {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `DIRECTORY\user` */
  readonly user: string;
  /** `App_sales` */
  readonly resource: string;
  readonly action: string;
  readonly allowed: boolean;
  /** Names of the rules that allowed it; where the access table closed the app all the same, there are some, too. */
  readonly by: readonly string[];
}

/** By what recorded decisions are decided again. */
export interface ReplayPolicy {
  readonly rules: readonly AccessRule[];
  /** The resource of that name, as rules see it; null: there is none any more. */
  readonly find: (resource: string) => PolicyResource | null;
  /** False: access tables are not known, and rules alone are compared. */
  readonly hasTables: boolean;
}

/** One thing that somebody did, or was refused, and how it would be decided now. */
export interface ReplayedChange {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  /** Names of the rules behind it: of a gain those that allow it now, of a loss those that did. */
  readonly by: readonly string[];
  /** How often it was recorded, and when last. */
  readonly count: number;
  readonly lastAt: number;
  /** Of a loss: why it is not allowed now; of a gain null. */
  readonly otherwise: WhyNot | null;
}

/** What a history of decisions would have been. */
export interface ReplayResult {
  readonly decisions: number;
  /** Of which it is not kept what the user carried: nothing is said of them. */
  readonly unknown: number;
  readonly gains: ReplayedList;
  readonly losses: ReplayedList;
}

/** Each thing of each user once. */
export interface ReplayedList extends Listed<ReplayedChange> {
  /** How many decisions of the history these are. */
  readonly decisions: number;
  readonly users: number;
}

/** Takes decisions one by one, as many as there are. */
export interface Replay {
  /** @param person as they were then; null: that is not known */
  add(decision: RecordedDecision, person: Person | null): void;
  result(): ReplayResult;
}

/** Entries of each list. */
const MOST = 1000;

/**
 * Decides a history of decisions again by other rules and access tables: who gains, who loses, by which rule.
 * @param limit entries of each list
 */
export function replayDecisions(policy: ReplayPolicy, limit: number = MOST): Replay {
  const [gains, losses] = [changeList(limit), changeList(limit)];
  const resources = new Map<string, PolicyResource | null>();
  const counts = { decisions: 0, unknown: 0 };
  const findOnce = (name: string): PolicyResource | null => {
    const known = resources.get(name);
    if (known !== undefined) return known;
    const found = policy.find(name);
    resources.set(name, found);
    return found;
  };
  return {
    add: (decision, person) => {
      counts.decisions += 1;
      const action = findAction(decision.action);
      if (person === null || action === null) {
        counts.unknown += 1;
        return;
      }
      const { by, otherwise } = decideAgain(policy, action, findOnce(decision.resource), person);
      const wasAllowed = policy.hasTables ? decision.allowed : decision.by.length > 0;
      if (otherwise === null && !wasAllowed) gains.add(decision, by, null);
      else if (otherwise !== null && wasAllowed) losses.add(decision, decision.by, otherwise);
    },
    result: () => ({ ...counts, gains: gains.list(), losses: losses.list() }),
  };
}

/** @returns by which rules, and why it is not allowed; null: it is */
function decideAgain(
  { rules, hasTables }: ReplayPolicy,
  action: RuleAction,
  resource: PolicyResource | null,
  person: Person,
): { readonly by: readonly string[]; readonly otherwise: WhyNot | null } {
  if (resource === null) return { by: [], otherwise: 'no-resource' };
  const by = rulesFor(rules, action, resource, person);
  if (by.length === 0) return { by, otherwise: 'no-rule' };
  return { by, otherwise: hasTables ? closedByTable(action, reductionOf(resource, person)) : null };
}

function changeList(limit: number) {
  const changes = new Map<string, { -readonly [Key in keyof ReplayedChange]: ReplayedChange[Key] }>();
  const users = new Set<string>();
  const counts = { decisions: 0 };
  return {
    add: (
      { user, resource, action, at }: RecordedDecision,
      by: readonly string[],
      otherwise: ReplayedChange['otherwise'],
    ): void => {
      counts.decisions += 1;
      users.add(user);
      const key = JSON.stringify([user, resource, action]);
      const known = changes.get(key);
      if (known === undefined) {
        changes.set(key, { user, resource, action, by, count: 1, lastAt: at, otherwise });
        return;
      }
      known.count += 1;
      if (at < known.lastAt) return;
      known.lastAt = at;
      known.by = by;
      known.otherwise = otherwise;
    },
    list: (): ReplayedList => {
      const all = [...changes.values()].sort((one, other) => other.count - one.count);
      return { ...counts, users: users.size, count: all.length, listed: all.slice(0, limit) };
    },
  };
}
