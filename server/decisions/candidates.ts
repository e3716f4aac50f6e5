import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { AccessTable, IdentityColumn } from '#shared/reduction/access-table.ts';
import { STAR } from '#shared/reduction/access-table.ts';
import type { Condition, Path } from '#shared/rules/condition.ts';

/** A value that may open something. */
export interface Candidate {
  readonly attribute: string;
  readonly value: string;
}

/** Which session attribute a column of an access table is compared with. */
const COLUMN_ATTRIBUTE: Readonly<Partial<Record<IdentityColumn, string>>> = { GROUP: 'group', 'USER.EMAIL': 'email' };

/**
 * Values that it makes sense to try: those of sessions, those that rules compare session attributes with (a property of
 * the resource stands for what streams and apps are called), and those of access tables. Each once, regardless of case.
 */
export function candidatesOf({ settings }: Service, sessions: readonly LoginSession[]): readonly Candidate[] {
  const names = settings.streams.flatMap(({ name, apps }) => [name, ...apps.flatMap((app) => [app.id, app.name])]);
  const found = [
    ...sessions.flatMap(({ attributes }) =>
      attributes.flatMap(({ name, values }) => values.map(({ value }) => ({ attribute: name, value }))),
    ),
    ...settings.rules.flatMap(({ parsed }) => (parsed.error === null ? comparedWith(parsed.condition, names) : [])),
    ...settings.apps.flatMap(({ access }) => namedIn(access)),
  ];
  const keyOf = ({ attribute, value }: Candidate) => `${attribute.toLowerCase()}\n${value.toLowerCase()}`;
  const unique = new Map<string, Candidate>();
  for (const one of found) if (!unique.has(keyOf(one))) unique.set(keyOf(one), one);
  return [...unique.values()];
}

function namedIn({ rows }: AccessTable): readonly Candidate[] {
  return rows.flatMap(({ identities }) =>
    [...identities].flatMap(([column, { key, written }]) => {
      const attribute = COLUMN_ATTRIBUTE[column];
      return attribute === undefined || key === STAR ? [] : [{ attribute, value: written }];
    }),
  );
}

/** What a condition compares session attributes with, wherever it does. */
function comparedWith(condition: Condition, names: readonly string[]): readonly Candidate[] {
  const { kind } = condition;
  if (kind === 'and' || kind === 'or') return condition.operands.flatMap((operand) => comparedWith(operand, names));
  if (kind === 'not') return comparedWith(condition.operand, names);
  if (kind !== 'equality') return [];
  const { left, right } = condition;
  if (right.kind === 'literal') return valuesFor(left, [right.value]);
  return [...valuesFor(left, names), ...valuesFor(right, names)];
}

function valuesFor({ of, names }: Path, values: readonly string[]): readonly Candidate[] {
  const [place, attribute] = names;
  if (of !== 'user' || place !== 'environment' || attribute === undefined) return [];
  return values.map((value) => ({ attribute, value }));
}
