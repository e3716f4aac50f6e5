import type { LoginAttribute, LoginValue } from '#server/store/login-session.ts';
import type { Reason, RuleReasons } from '#shared/rules/explain/reason.ts';
import { reasonWords } from '#shared/rules/words/explain-words.ts';

/** Something of a user that rules were true for. */
export type GrantingPart =
  /** A value of the session, with where it came from. */
  | { readonly kind: 'session'; readonly name: string; readonly value: LoginValue }
  /** Whatever else is the user's, as words: who it is, what is kept with the user, what is not there. */
  | { readonly kind: 'other'; readonly words: string };

/**
 * What of a user rules were true for, as their reasons say, those behind HasPrivilege too. What they ask of the resource
 * alone is left out. Empty: they are true whatever the user has.
 *
 * @param attributes of the user's session
 */
export function grantingParts(
  by: readonly RuleReasons[],
  attributes: readonly LoginAttribute[],
): readonly GrantingPart[] {
  const parts = by.flatMap(({ reasons }) => reasons.flatMap((reason) => partsOf(reason, attributes)));
  return [...new Map(parts.map((part) => [keyOf(part), part])).values()];
}

function partsOf(reason: Reason, attributes: readonly LoginAttribute[]): readonly GrantingPart[] {
  switch (reason.kind) {
    case 'constant':
      return [];
    case 'hasPrivilege':
      return reason.asked.flatMap(({ by }) => grantingParts(by, attributes));
    case 'comparison':
      return reason.hits.length === 0
        ? otherPart(reason)
        : reason.hits.flatMap((hit) => hitParts(reason, hit, attributes));
    default:
      return otherPart(reason);
  }
}

type Comparison = Extract<Reason, { readonly kind: 'comparison' }>;

function hitParts(
  { attribute, with: other }: Comparison,
  hit: Comparison['hits'][number],
  attributes: readonly LoginAttribute[],
): readonly GrantingPart[] {
  const right = 'attribute' in other && hit.other !== null ? partOfValue(other.attribute, hit.other, attributes) : [];
  return [...partOfValue(attribute, hit.value, attributes), ...right];
}

function partOfValue(path: string, text: string, attributes: readonly LoginAttribute[]): readonly GrantingPart[] {
  if (!isOfUser(path)) return [];
  const name = ENVIRONMENT.exec(path)?.[1]?.toLowerCase();
  const own = attributes.filter((one) => one.name.toLowerCase() === name);
  for (const one of own) {
    const value = one.values.find((candidate) => candidate.value === text);
    if (value !== undefined) return [{ kind: 'session', name: one.name, value }];
  }
  return [{ kind: 'other', words: `${path} is ${text}` }];
}

/** A part that is true without a value, such as `!(user.environment.group = "Guests")`. */
function otherPart(reason: Reason & { readonly attribute: string }): readonly GrantingPart[] {
  return isOfUser(reason.attribute) ? [{ kind: 'other', words: reasonWords(reason) }] : [];
}

const ENVIRONMENT = /^user\.environment\.(.+)$/i;

function isOfUser(path: string): boolean {
  return /^user(\.|$)/i.test(path);
}

function keyOf(part: GrantingPart): string {
  return part.kind === 'session' ? `${part.name}\n${part.value.value}` : `\n${part.words}`;
}
