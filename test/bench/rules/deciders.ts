import { defineAbility, subject } from '@casl/ability';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModelFromString } from 'casbin';
import { decideByRules } from '#shared/rules/decide.ts';
import { type BenchRequest, type BenchRule, benchRules, makeRules } from './rule-set.ts';

/** Somebody who decides by the rules of the bench: each question is made ready before it counts. */
export interface Decider {
  readonly name: string;
  /** One question at a time, as a gate asks. */
  decide(request: number): boolean;
}

/**
 * Ours and its peers over the same rules: casbin's enforcer, Cedar's own authorizer (WebAssembly, its policies parsed
 * beforehand), and CASL. OPA is not among them: its WebAssembly needs policies that the opa binary has compiled, which no
 * package of npm brings; CASL decides by conditions as data, in memory, as that does.
 */
export async function makeDeciders(count: number, requests: readonly BenchRequest[]): Promise<readonly Decider[]> {
  const rules = benchRules(count);
  return [ours(count, requests), await casbin(rules, requests), cedar(rules, requests), casl(rules, requests)];
}

/** The one with this number. */
function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no request ${index}`);
  return item;
}

function ours(count: number, requests: readonly BenchRequest[]): Decider {
  const rules = makeRules(count);
  return {
    name: 'ours',
    decide: (index) => {
      const { user, resource } = at(requests, index);
      return decideByRules(rules, 'read', user, resource).allowed;
    },
  };
}

const MODEL = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = group, type, act, prefix, secret
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.obj.type == p.type && carries(r.sub.groups, p.group) && (startsWith(r.obj.name, p.prefix) || r.obj.level != p.secret) && r.sub.userId != ''
`;

async function casbin(rules: readonly BenchRule[], requests: readonly BenchRequest[]): Promise<Decider> {
  const enforcer = await newEnforcer(newModelFromString(MODEL));
  await enforcer.addFunction('carries', (groups: readonly string[], group: string) => groups.includes(group));
  await enforcer.addFunction('startsWith', (text: string, prefix: string) => text.startsWith(prefix));
  await enforcer.addPolicies(rules.map(({ group, type, prefix, secret }) => [group, type, 'read', prefix, secret]));
  const asked = requests.map(({ userId, groups, type, name, level }) => {
    return { sub: { userId, groups }, obj: { type, name, level } };
  });
  return {
    name: 'casbin',
    decide: (index) => {
      const { sub, obj } = at(asked, index);
      return enforcer.enforceSync(sub, obj, 'read');
    },
  };
}

function cedar(rules: readonly BenchRule[], requests: readonly BenchRequest[]): Decider {
  const staticPolicies = rules.map(
    ({ group, type, prefix, secret }) =>
      `permit(principal in Group::"${group}", action == Action::"read", resource is ${type})
       when { (resource.name like "${prefix}*" || resource.level != "${secret}") && principal.userId != "" };`,
  );
  const policies = `bench ${rules.length}`;
  const parsed = preparsePolicySet(policies, { staticPolicies: staticPolicies.join('\n') });
  if (parsed.type !== 'success') throw new Error('Cedar does not read the policies of the bench');
  const asked = requests.map(({ userId, groups, type, name, level }) => {
    const [principal, resource] = [
      { type: 'User', id: userId },
      { type, id: name },
    ];
    const parents = groups.map((id) => ({ type: 'Group', id }));
    const entities = [
      { uid: principal, attrs: { userId }, parents },
      { uid: resource, attrs: { name, level }, parents: [] },
    ];
    const action = { type: 'Action', id: 'read' };
    return { principal, action, resource, context: {}, preparsedPolicySetId: policies, entities };
  });
  return {
    name: 'Cedar (WebAssembly)',
    decide: (index) => {
      const answer = statefulIsAuthorized(at(asked, index));
      if (answer.type !== 'success') throw new Error('Cedar does not answer');
      return answer.response.decision === 'allow';
    },
  };
}

function casl(rules: readonly BenchRule[], requests: readonly BenchRequest[]): Decider {
  const ability = defineAbility((can) => {
    // Its conditions have no "or": that is two rules.
    for (const { group, type, prefix, secret } of rules) {
      can('read', type, { groups: group, userId: { $ne: '' }, name: { $regex: new RegExp(`^${prefix}`) } });
      can('read', type, { groups: group, userId: { $ne: '' }, level: { $ne: secret } });
    }
  });
  const asked = requests.map(({ userId, groups, type, name, level }) => subject(type, { userId, groups, name, level }));
  return { name: 'CASL', decide: (index) => ability.can('read', at(asked, index)) };
}
