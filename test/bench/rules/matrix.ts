import type { RuleObject } from '#shared/rules/attributes.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { ruleMatrix } from '#shared/rules/matrix/rule-matrix.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { type Row, toLimitRow } from '../row.ts';
import { makeRules } from './rule-set.ts';

const USERS = 10_000;
const RESOURCES = 1_000;
const STREAMS = 100;

/** Ninety-six rules of groups, and of each other kind that organisations have one: by owner, by stream, by attributes of both. */
function matrixRules(): readonly AccessRule[] {
  const others = [
    ['owner', '*', 'resource.owner = user'],
    ['stream', 'App_*', 'resource.stream.HasPrivilege("read")'],
    ['name', 'Stream_*', 'user.environment.group = resource.name'],
    ['region', 'App_*', 'user.environment.region = resource.@region and user.environment.level != resource.@level'],
  ] as const;
  return [
    ...makeRules(96),
    ...readRules(
      others.map(([name, resourceFilter, condition]) => ({ name, resourceFilter, condition, actions: ['read'] })),
    ),
  ];
}

function matrixUsers(): readonly RuleObject[] {
  return Array.from({ length: USERS }, (_, index) => ({
    ...{ userId: `user${index}`, userDirectory: 'BENCH' },
    environment: {
      group: [`Group${(index * 37) % 200}`, `Group${(index * 53) % 200}`, `Group${(index * 11) % 500}`],
      ...{ region: [`Region${index % 300}`], level: ['open'] },
    },
  }));
}

function matrixResources(): readonly RuleObject[] {
  const streams = Array.from({ length: STREAMS }, (_, index): RuleObject => {
    return { resourcetype: 'Stream', id: `stream${index}`, name: `Group${index + 60}` };
  });
  const apps = Array.from({ length: RESOURCES - STREAMS }, (_, index): RuleObject => {
    const named = { resourcetype: 'App', id: `app${index}`, name: `Area${index % 97} of many` };
    const level = index % 7 === 0 ? `secret${index % 96}` : 'open';
    const owner = { userId: `user${index * 7}`, userDirectory: 'BENCH' };
    return { ...named, '@level': [level], '@region': [`Region${index % 40}`], stream: streams[index % STREAMS], owner };
  });
  return [...streams, ...apps];
}

/** Each so many users one is decided about one resource at a time, too. */
const SAMPLED = 499;

/** Every user by every resource, with the rules behind each cell: processor time of the whole, and that it is right. */
export function measureMatrix(): Row {
  const [rules, users, resources] = [matrixRules(), matrixUsers(), matrixResources()];
  console.log(
    `rules: ${rules.length} of them, ${USERS.toLocaleString('en')} users by ${RESOURCES.toLocaleString('en')} resources`,
  );
  const start = process.cpuUsage();
  const matrix = ruleMatrix(rules, 'read', resources);
  let [cells, grants] = [0, 0];
  for (const user of users) {
    const row = matrix.row(user);
    cells += row.allowed.length;
    for (const resource of row.allowed) grants += row.by(resource).length;
  }
  const { user, system } = process.cpuUsage(start);
  console.log(`  ${cells.toLocaleString('en')} cells allow, by ${grants.toLocaleString('en')} rules in all`);
  users.forEach((one, index) => {
    if (index % SAMPLED !== 0) return;
    const row = matrix.row(one);
    resources.forEach((resource, number) => {
      const { by } = decideByRules(rules, 'read', one, resource);
      if (row.by(number).join() !== by.join()) throw new Error('the matrix says something else than a decision');
    });
  });
  return toLimitRow('rules-matrix', (user + system) / 1000, 'ms', '10,000 users by 1,000 resources', 5000);
}
