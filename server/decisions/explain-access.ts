import type { Service } from '#server/connection/service.ts';
import { becauseWords, judgedWords } from '#server/hub/app-reason.ts';
import { toRuleUser } from '#server/hub/decide-access.ts';
import { type Disguise, readDisguise, type TypedDisguise } from '#server/hub/disguise.ts';
import { explainClosed } from '#server/hub/explain-closed.ts';
import { grantingParts } from '#server/hub/granting-values.ts';
import { judgeApp } from '#server/hub/judge-app.ts';
import { type UserAttributes, userAttributesOf } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import type { ExplainedAccess } from '#shared/api/decisions.ts';
import { listed, pluralOf } from '#shared/base/count-words.ts';
import type { RuleAction } from '#shared/rules/actions.ts';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import type { RuleReasons } from '#shared/rules/explain/reason.ts';
import { reasonsWords } from '#shared/rules/words/explain-words.ts';
import { DecisionsError } from './decisions-error.ts';
import { closedTargets, findResource, noRequest, type Resource } from './resources.ts';

/** What is asked: may they do that with it? */
export interface AccessQuestion {
  readonly kind: Resource['kind'];
  readonly id: string;
  readonly action: RuleAction;
}

/**
 * Whether another user, or somebody with made-up attributes, may do something, and why: the rules that allow it with what
 * they were true for and what of the data is seen; or of each rule that could have, what was false and the least that
 * would change it.
 *
 * @throws WorkbenchError `resource-unknown`, `disguise-invalid`
 */
export async function explainAccess(
  service: Service,
  { kind, id, action }: AccessQuestion,
  typed: TypedDisguise,
): Promise<ExplainedAccess> {
  const resource = findResource(service, kind, id);
  const disguise = await readDisguise(service, typed);
  if ('reason' in disguise) throw new DecisionsError('disguise-invalid', { ...disguise });
  const { rules } = service.settings;
  // What is made up is all that they have.
  const kept = disguise.source === 'made-up' ? null : await userAttributesOf(service, disguise.login);
  const user = toRuleUser(disguise.login, noRequest(service), kept);
  const targets = closedTargets(service.settings.streams, resource);
  const allowed = targets.flatMap((target) => explainByRules(rules, action, user, target.resource).by);
  const by = [...new Map(allowed.map((one) => [one.rule, one])).values()];
  const closed = by.length > 0 ? [] : explainClosed(rules, action, user, targets);
  return {
    source: disguise.source,
    ...answerTo(service, { resource, action, disguise, kept, by }),
    by: by.map((one) => ({ rule: one.rule, words: reasonsWords(one) })),
    closed: closed.map(({ rule, about, words, change }) => ({ rule, about, words, change })),
  };
}

interface Found {
  readonly resource: Resource;
  readonly action: RuleAction;
  readonly disguise: Disguise;
  readonly kept: UserAttributes | null;
  readonly by: readonly RuleReasons[];
}

/** Of an app that is read also what of its data is seen. */
function answerTo(service: Service, { resource, action, disguise, kept, by }: Found) {
  const { login, source } = disguise;
  const name = userName(login);
  const isMadeUp = source === 'made-up';
  if (resource.kind === 'app' && action === 'read') {
    const judged = judgeApp(service, resource.id, { login, environment: noRequest(service), kept });
    if (judged !== null) return judgedWords(judged, name, isMadeUp);
  }
  if (by.length === 0) return { isOpen: false, words: `No rule lets ${name} ${action} ${resource.name}.` };
  const rules = by.map(({ rule }) => `“${rule}”`);
  const because = becauseWords(grantingParts(by, login.attributes), isMadeUp);
  const words = `${name} may ${action} ${resource.name} by the ${pluralOf(rules.length, 'rule', 'rules')} ${listed(rules)}${because}.`;
  return { isOpen: true, words };
}
