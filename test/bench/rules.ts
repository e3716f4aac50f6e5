import type { RuleObject } from '#shared/rules/attributes.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { explainCondition } from '#shared/rules/explain/explain-condition.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { diffRules } from '#shared/rules/proofs/diff-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { type Contender, measure, planFor, timeTurn } from './measure.ts';
import { type Row, toLimitRow } from './row.ts';

/** A rule a group, as an organisation has them, each with what makes it more than a look-up. */
function makeRules(count: number): readonly AccessRule[] {
  return rulesWith(count, (index) => `user.environment.group = "Group${index}" and ${rest(index)}`);
}

/** The same, written otherwise, so that each has to be proven and none is just recognised. */
function rewriteRules(count: number): readonly AccessRule[] {
  return rulesWith(count, (index) => `${rest(index)} and user.environment.group like "group${index}"`);
}

function rest(index: number): string {
  return `(resource.name like "Area${index}*" or resource.@level != "secret${index}") and !user.IsAnonymous()`;
}

function rulesWith(count: number, condition: (index: number) => string): readonly AccessRule[] {
  return readRules(
    Array.from({ length: count }, (_, index) => ({
      name: `rule ${index}`,
      resourceFilter: index % 2 === 0 ? 'App_*' : 'Stream_*',
      actions: ['read'],
      condition: condition(index),
    })),
  );
}

/** Decisions of one run: users and resources by turns. */
const DECISIONS = 10_000;

function decider(count: number): Contender {
  const rules = makeRules(count);
  const users = Array.from({ length: 100 }, (_, index): RuleObject => {
    return { userId: `user${index}`, environment: { group: [`Group${(index * 37) % count}`, 'Everybody'] } };
  });
  const resources = Array.from({ length: 97 }, (_, index): RuleObject => {
    return { resourcetype: index % 2 === 0 ? 'App' : 'Stream', name: `Area${index} of many`, '@level': ['open'] };
  });
  const run = (): Promise<number> => {
    let allowed = 0;
    for (let index = 0; index < DECISIONS; index++) {
      const [user = {}, resource = {}] = [users[index % users.length], resources[index % resources.length]];
      if (decideByRules(rules, 'read', user, resource).allowed) allowed += 1;
    }
    if (allowed === 0 || allowed === DECISIONS) throw new Error('the bench of rules decides nothing');
    return Promise.resolve(allowed);
  };
  return { name: `rules-${count}`, run };
}

/** Turns that each of the two takes. */
const TURNS = 15;

/** Milliseconds for 1,000 decisions by few and by many rules, turn about; the quickest turn of each is the least disturbed. */
async function measureDecisions(): Promise<readonly [few: number, many: number]> {
  const plans = [await planFor(decider(100), 150), await planFor(decider(10_000), 150)] as const;
  const times: (readonly [number, number])[] = [];
  for (let turn = 0; turn < TURNS; turn++) times.push([await timeTurn(plans[0]), await timeTurn(plans[1])]);
  const quickest = (of: 0 | 1): number => Math.min(...times.map((pair) => pair[of])) / (DECISIONS / 1000);
  return [quickest(0), quickest(1)];
}

/** Decisions, explanations and differences of rules. */
export async function measureRules(): Promise<readonly Row[]> {
  console.log('rules: decisions at 100 and at 10,000 rules, an explanation, a difference of 200 rules');
  const [few, many] = await measureDecisions();
  const text = 'user.environment.group = "SalesUS" and (resource.name like "Area*" or resource.@level != "secret")';
  const condition = parseCondition(text);
  const subjects = { user: { userId: 'anne', environment: { group: ['SalesAUS'] } }, resource: { name: 'Area 1' } };
  const explain = { name: 'explain', run: () => Promise.resolve(explainCondition(text, condition, subjects)) };
  const [before, after] = [makeRules(200), rewriteRules(200)];
  if (diffRules(before, after).verdict !== 'same') throw new Error('the bench of rules compares others than it says');
  const differ = { name: 'diff', run: () => Promise.resolve(diffRules(before, after)) };
  return [
    toLimitRow('rules-decide-100', few, 'ms', '1,000 decisions', 1),
    toLimitRow('rules-decide-10000', many / few, 'x', '100 rules', 2),
    toLimitRow('rules-explain', await measure(explain, 5, 300), 'ms', 'an explanation', 1),
    toLimitRow('rules-diff-200', await measure(differ, 3, 300), 'ms', 'two times 200 rules', 2000),
  ];
}
