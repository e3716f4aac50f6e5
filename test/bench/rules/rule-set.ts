import type { RuleObject } from '#shared/rules/attributes.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';

/** What one rule of the bench says, for every engine to say in its own words: see `conditionOf`. */
export interface BenchRule {
  readonly index: number;
  readonly type: 'App' | 'Stream';
  readonly group: string;
  readonly prefix: string;
  readonly secret: string;
}

/** One question of the bench. */
export interface BenchRequest {
  readonly user: RuleObject;
  readonly resource: RuleObject;
  readonly userId: string;
  readonly groups: readonly string[];
  readonly type: 'App' | 'Stream';
  readonly name: string;
  readonly level: string;
}

/** A rule a group, as an organisation has them, each with what makes it more than a look-up. */
export function benchRules(count: number): readonly BenchRule[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ index, type: index % 2 === 0 ? ('App' as const) : ('Stream' as const) },
    ...{ group: `Group${index}`, prefix: `Area${index}`, secret: `secret${index}` },
  }));
}

/** The same in our language. */
export function makeRules(count: number): readonly AccessRule[] {
  return rulesWith(count, (rule) => `user.environment.group = "${rule.group}" and ${rest(rule)}`);
}

/** The same, written otherwise, so that each has to be proven and none is just recognised. */
export function rewriteRules(count: number): readonly AccessRule[] {
  return rulesWith(count, (rule) => `${rest(rule)} and user.environment.group like "${rule.group.toLowerCase()}"`);
}

function rest({ prefix, secret }: BenchRule): string {
  return `(resource.name like "${prefix}*" or resource.@level != "${secret}") and !user.IsAnonymous()`;
}

function rulesWith(count: number, condition: (rule: BenchRule) => string): readonly AccessRule[] {
  return readRules(
    benchRules(count).map((rule) => ({
      ...{ name: `rule ${rule.index}`, resourceFilter: `${rule.type}_*`, actions: ['read'] },
      condition: condition(rule),
    })),
  );
}

const USERS = 100;
const RESOURCES = 97;

/** Every user with every resource: some are let in by a rule, of some it is the last part that says no. */
export function benchRequests(count: number): readonly BenchRequest[] {
  const users = Array.from({ length: USERS }, (_, index) => {
    const [userId, groups] = [`user${index}`, [`Group${(index * 37) % count}`, 'Everybody']];
    return { userId, groups, user: { userId, environment: { group: groups } } };
  });
  const resources = Array.from({ length: RESOURCES }, (_, index) => {
    const [type, name] = [index % 2 === 0 ? ('App' as const) : ('Stream' as const), `Area${index} of many`];
    const level = index % 5 === 0 ? `secret${(index * 37) % count}` : 'open';
    return { type, name, level, resource: { resourcetype: type, id: name, name, '@level': [level] } };
  });
  return Array.from({ length: USERS * RESOURCES }, (_, index) => {
    const [user, resource] = [users[index % USERS], resources[index % RESOURCES]];
    if (user === undefined || resource === undefined) throw new Error('there is no such request');
    return { ...user, ...resource };
  });
}
