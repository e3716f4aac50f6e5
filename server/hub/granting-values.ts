import type { LoginAttribute, LoginValue } from '#server/store/login-session.ts';

/** A value of a session that a rule was true for. */
export interface GrantingValue {
  readonly name: string;
  readonly value: LoginValue;
}

/** Values that are tried, two decisions each: of a session with more nothing is said. */
const MAX_TRIED = 60;

/**
 * Through which values of a session something is allowed, found by asking without each of them: those without which it is
 * not; where there are none, those of which each is enough by itself. Empty: it is allowed whatever the session has, or
 * nothing can be said.
 *
 * @param isAllowed asks the rules for a session with these attributes instead of its own
 */
export function grantingValues(
  attributes: readonly LoginAttribute[],
  isAllowed: (attributes: readonly LoginAttribute[]) => boolean,
): readonly GrantingValue[] {
  const all = attributes.flatMap(({ name, values }) => values.map((value) => ({ name, value })));
  if (all.length > MAX_TRIED || !isAllowed(attributes) || isAllowed([])) return [];
  const without = (left: GrantingValue) => all.filter((one) => one.value !== left.value);
  const needed = all.filter((one) => !isAllowed(regroup(without(one))));
  return needed.length > 0 ? needed : all.filter((one) => isAllowed(regroup([one])));
}

function regroup(values: readonly GrantingValue[]): readonly LoginAttribute[] {
  const byName = Map.groupBy(values, ({ name }) => name);
  return [...byName].map(([name, those]) => ({ name, values: those.map(({ value }) => value) }));
}
