import { decideByRules } from '#shared/rules/decide.ts';
import { explainCondition } from '#shared/rules/explain/explain-condition.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { diffRules } from '#shared/rules/proofs/diff-rules.ts';
import { type Contender, measure, planFor, timeTurn } from '../measure.ts';
import { type Row, toLimitRow } from '../row.ts';
import { compareDeciders } from './compare-deciders.ts';
import { measureMatrix } from './matrix.ts';
import { measureReplay } from './replay.ts';
import { benchRequests, makeRules, rewriteRules } from './rule-set.ts';

/** Decisions of one run. */
const DECISIONS = 10_000;

function decider(count: number): Contender {
  const rules = makeRules(count);
  const requests = benchRequests(count);
  const run = (): Promise<number> => {
    let allowed = 0;
    for (let index = 0; index < DECISIONS; index++) {
      const request = requests[index % requests.length];
      if (request !== undefined && decideByRules(rules, 'read', request.user, request.resource).allowed) allowed += 1;
    }
    if (allowed === 0 || allowed === DECISIONS) throw new Error('the bench of rules decides nothing');
    return Promise.resolve(allowed);
  };
  return { name: `rules-${count}`, run };
}

/** Turns that each of the two takes. */
const TURNS = 15;

/** How many times as long 1,000 decisions take by many rules as by few, turn about; the quickest turn of each is the least disturbed. */
async function measureGrowth(): Promise<number> {
  const plans = [await planFor(decider(100), 150), await planFor(decider(10_000), 150)] as const;
  const times: (readonly [number, number])[] = [];
  for (let turn = 0; turn < TURNS; turn++) times.push([await timeTurn(plans[0]), await timeTurn(plans[1])]);
  const quickest = (of: 0 | 1): number => Math.min(...times.map((pair) => pair[of]));
  return quickest(1) / quickest(0);
}

/** Decisions beside our peers', explanations, differences of rules, who may do what of many, and a history decided again. */
export async function measureRules(): Promise<readonly Row[]> {
  const growth = await measureGrowth();
  const text = 'user.environment.group = "SalesUS" and (resource.name like "Area*" or resource.@level != "secret")';
  const condition = parseCondition(text);
  const subjects = { user: { userId: 'anne', environment: { group: ['SalesAUS'] } }, resource: { name: 'Area 1' } };
  const explain = { name: 'explain', run: () => Promise.resolve(explainCondition(text, condition, subjects)) };
  const [before, after] = [makeRules(200), rewriteRules(200)];
  if (diffRules(before, after).verdict !== 'same') throw new Error('the bench of rules compares others than it says');
  const differ = { name: 'diff', run: () => Promise.resolve(diffRules(before, after)) };
  return [
    ...(await compareDeciders()),
    toLimitRow('rules-decide-growth', growth, 'x', '10,000 rules for 100', 2),
    toLimitRow('rules-explain', await measure(explain, 5, 300), 'ms', 'an explanation', 1),
    toLimitRow('rules-diff-200', await measure(differ, 3, 300), 'ms', 'two times 200 rules', 2000),
    measureMatrix(),
    measureReplay(),
  ];
}
