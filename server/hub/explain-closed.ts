import type { Stream } from '#server/config/config.ts';
import type { RuleAction } from '#shared/rules/actions.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import type { RuleDenial } from '#shared/rules/explain/reason.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { changeWords, reasonsWords } from '#shared/rules/words/explain-words.ts';
import { appResource, streamResource } from './decide-access.ts';

/** A rule that could have allowed something, and did not. */
export interface ClosedByRule {
  readonly rule: string;
  /** What it was asked about: `App Sales`. */
  readonly about: string;
  /** Which part of it was false, with the values that it saw; or the error that it is in. */
  readonly words: string;
  /** The least that would make it true, in words; null: nothing would, or that is not known. */
  readonly change: string | null;
  /** How many attributes that changes; with no change as many as there may be. */
  readonly size: number;
}

/**
 * Why no rule lets a user do something with an app or a stream: of each rule that could have, which part was false, and
 * the least that would make it true; the least change first. What a rule says of the stream of an app, by HasPrivilege, is
 * followed there.
 *
 * @param targets an app that several streams have is asked about in each
 */
export function explainClosed(
  rules: readonly AccessRule[],
  action: RuleAction,
  user: RuleObject,
  targets: readonly ClosedTarget[],
): readonly ClosedByRule[] {
  const found = targets.flatMap((target) => {
    const { couldHave, errors } = explainByRules(rules, action, user, target.resource);
    const own = couldHave.map((denial) => closedBy(denial, target.resource));
    const broken = errors.map(({ rule, error }) => brokenRule(rule, error, target.resource));
    return [...own, ...couldHave.flatMap((denial) => behindPrivilege(denial, rules, user, target.stream)), ...broken];
  });
  const unique = new Map(found.map((one) => [JSON.stringify([one.rule, one.about, one.words]), one]));
  return [...unique.values()].toSorted((one, other) => one.size - other.size);
}

/** What rules are asked about; of an app its stream, too. */
export interface ClosedTarget {
  readonly resource: RuleObject;
  readonly stream: RuleObject | null;
}

/** An app, in each stream that has it, as rules see it. */
export function appTargets(streams: readonly Stream[], id: string): readonly ClosedTarget[] {
  return streams.flatMap((stream) => {
    const own = streamResource(stream);
    const apps = stream.apps.filter((app) => app.id === id);
    return apps.map((app) => ({ resource: appResource(stream, app, own), stream: own }));
  });
}

function closedBy(denial: RuleDenial, target: RuleObject): ClosedByRule {
  const { rule, change, undecided } = denial;
  const unknown = undecided === null ? '' : `; whether a change would help is not known: ${undecided}`;
  return {
    rule,
    about: nameOf(target),
    words: `${reasonsWords(denial)}${unknown}`,
    change: change === null ? null : changeWords(change),
    size: change === null ? Number.MAX_SAFE_INTEGER : change.edits.length,
  };
}

function brokenRule(rule: string, error: string, target: RuleObject): ClosedByRule {
  const words = `it is in error, and so allows nothing: ${error}`;
  return { rule, about: nameOf(target), words, change: null, size: Number.MAX_SAFE_INTEGER };
}

/** Which rules could have given the privilege on the stream that a rule asks for. */
function behindPrivilege(
  { reasons }: RuleDenial,
  rules: readonly AccessRule[],
  user: RuleObject,
  stream: RuleObject | null,
): readonly ClosedByRule[] {
  if (stream === null) return [];
  return reasons.flatMap((reason) => {
    if (reason.kind !== 'hasPrivilege' || reason.holds || reason.attribute.toLowerCase() !== 'resource.stream')
      return [];
    return explainByRules(rules, reason.action, user, stream).couldHave.map((denial) => closedBy(denial, stream));
  });
}

function nameOf({ resourcetype, name }: RuleObject): string {
  return `${String(resourcetype)} ${String(name)}`;
}
