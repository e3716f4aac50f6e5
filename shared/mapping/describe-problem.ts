import { counted, firstOf } from '#shared/base/count-words.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { MappingProblem, MissingProblem, RefusedProblem } from './map-attributes.ts';

/** A problem of the mapping as the evidence of a finding: which code and variant, and what fills its words. */
export type MappingEvidence =
  | ({ readonly code: 'attribute-required-missing'; readonly variant: MissingProblem['reason'] } & Told)
  | ({ readonly code: 'attribute-value-refused'; readonly variant: RefusedProblem['reason'] | 'spaced' } & Told);

interface Told {
  /** Who must act: where the map is to be changed, whoever keeps it. */
  readonly owner: 'idp' | 'sp';
  readonly expected: string;
  readonly received: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Names that are quoted: enough to see what the IdP sends, not a page of them. */
const MAX_NAMES = 40;

/** What gate and inspector say of a row that lets nobody in: the same of each. */
export function describeProblem(problem: MappingProblem, attributes: readonly Attribute[]): MappingEvidence {
  return 'raw' in problem ? describeRefused(problem) : describeMissing(problem, attributes);
}

/** What came is of use; only the map does not take it. */
const MAP_REASONS: readonly MissingProblem['reason'][] = [
  ...(['case', 'scheme', 'short-name', 'same', 'name-format', 'name-kind', 'dropped'] as const),
];

function describeMissing({ row, reason, came }: MissingProblem, attributes: readonly Attribute[]): MappingEvidence {
  const facts = { name: row.from, to: row.to };
  return {
    code: 'attribute-required-missing',
    variant: reason,
    owner: MAP_REASONS.includes(reason) ? 'sp' : 'idp',
    expected: reason === 'name-format' ? `${row.from} (${row.nameFormat})` : row.from,
    received: receivedNames(attributes),
    facts: came === null ? facts : { ...facts, alike: came },
  };
}

/** The value is among the facts alone, which the log does not have. */
function describeRefused({ row, reason, raw, count }: RefusedProblem): MappingEvidence {
  const isSpaced = reason === 'unmapped' && raw !== raw.trim() && row.values.has(raw.trim());
  const expected = {
    'split-several': `one value, with “${row.split}” between its parts`,
    unmatched: `what ${row.extract?.text} matches`,
    unmapped: 'values that are in the map',
  };
  return {
    code: 'attribute-value-refused',
    variant: isSpaced ? 'spaced' : reason,
    owner: isSpaced ? 'idp' : 'sp',
    expected: expected[reason],
    received: counted(count, 'value'),
    facts: { name: row.from, to: row.to, value: raw, count },
  };
}

/** The names of what came, each once, and behind them their FriendlyNames. */
export function receivedNames(attributes: readonly Attribute[]): string {
  const names = distinct(attributes.map(({ name }) => name));
  const friendly = distinct(attributes.flatMap(({ friendlyName }) => friendlyName ?? []));
  if (names === '') return 'no attributes at all';
  return friendly === '' ? names : `${names} (as FriendlyName: ${friendly})`;
}

function distinct(names: readonly string[]): string {
  return firstOf([...new Set(names)], MAX_NAMES).join(', ');
}
