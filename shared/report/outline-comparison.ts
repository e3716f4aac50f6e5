import { counted, firstOf } from '#shared/base/count-words.ts';
import { type FlowDifference, NOT_COMPARED } from '#shared/compare/compare-flows.ts';
import { flowLine } from '#shared/explain/facts/flow-title.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { row, type Section, section } from './outline.ts';

/** So many values of one side are shown. */
const MAX_SHOWN = 20;

/**
 * A comparison for reading, for `toText` and `toMarkdown`. Values come out of messages.
 *
 * @param names what the two runs are called: their files
 */
export function outlineComparison(
  differences: readonly FlowDifference[],
  flows: { readonly one: Flow; readonly other: Flow },
  names: { readonly one: string; readonly other: string },
): readonly Section[] {
  const byPlace = Map.groupBy(differences, ({ place }) => place);
  const title = differences.length === 0 ? 'The two flows do not differ' : counted(differences.length, 'difference');
  const head = section(title, {
    tone: differences.length === 0 ? 'good' : 'plain',
    rows: [
      ...row('A', `${names.one}: ${flowLine(flows.one)}`),
      ...row('B', `${names.other}: ${flowLine(flows.other)}`),
      ...row('Note', NOT_COMPARED),
    ],
  });
  return [
    head,
    ...[...byPlace].map(([place, all]) =>
      section(place === 'flow' ? 'The course' : place, { sections: all.map(outlineDifference) }),
    ),
  ];
}

const CHANGES: Readonly<Record<FlowDifference['change'], string>> = {
  added: 'only in B',
  removed: 'only in A',
  changed: 'differs',
};

function outlineDifference({ name, change, one, other }: FlowDifference): Section {
  const isOneSided = change !== 'changed';
  const side = (label: string, values: readonly string[]) =>
    row(label, values.length === 0 ? '(nothing more)' : firstOf(values, MAX_SHOWN));
  return section(`${name}: ${CHANGES[change]}`, {
    rows: [
      ...(isOneSided && one.length === 0 ? [] : side('A', one)),
      ...(isOneSided && other.length === 0 ? [] : side('B', other)),
    ],
  });
}
