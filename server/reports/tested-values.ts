import type { ReadReport } from '#server/attempts/keep-attempt.ts';
import type { TestedAttribute, TestedValues } from '#shared/api/tested-values.ts';
import type { ValueSource } from '#shared/mapping/map-values.ts';

/** What the identity provider sent in a login test, by attribute, whether or not a row of the map takes it. */
export function testedValues({ reference, at, attempt: { mapping } }: ReadReport): TestedValues {
  if (mapping === null) return { reference, at, attributes: [] };
  const mapped = mapping.attributes.flatMap(({ values }) => values);
  const came = [...mapped, ...mapping.dropped].map(({ raw, from }) => ({ from, values: [raw] }));
  const unused = mapping.unused.map(({ values, ...from }) => ({ from, values: [...values] }));
  const found = new Map<string, TestedAttribute>();
  for (const { from, values } of [...came, ...unused]) {
    const known = found.get(keyOf(from))?.values ?? [];
    // Two rows may take the same attribute: its values are told once, as often as they came for the first of them.
    const others = values.filter((value) => !known.includes(value));
    found.set(keyOf(from), { ...from, values: [...known, ...others] });
  }
  return { reference, at, attributes: [...found.values()] };
}

function keyOf({ name, nameFormat }: ValueSource): string {
  return JSON.stringify([name, nameFormat]);
}
