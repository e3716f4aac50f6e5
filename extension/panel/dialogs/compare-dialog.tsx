import { useId, useMemo, useState } from 'preact/hooks';
import { andMore, counted } from '#shared/base/count-words.ts';
import { flowView } from '#shared/compare/choose-flows.ts';
import { compareFlows, type FlowDifference, NOT_COMPARED } from '#shared/compare/compare-flows.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { type ComparableFlow, flowsToCompare, nameOfRun } from '../../store/flow/flows-to-compare.ts';
import { tellDifferences } from '../../store/message/tell-differences.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';
import { TwoValues } from '../views/expected-received.tsx';

/** The chosen flow beside another one: part by part what differs. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const selection = workbench.view.selection.value;
  if (selection?.kind !== 'flow') return null;
  const others = flowsToCompare(workbench, selection.flow);
  return (
    <Dialog title="Compare two flows" wide notices={<Banners />} onClose={onClose}>
      {others.length === 0 ? (
        <Empty title="There is no other flow of this kind">
          <p>
            Record the {selection.flow.kind} once more, or open a recording of a run that works: all that is open here
            can be compared.
          </p>
        </Empty>
      ) : (
        <Comparison flow={selection.flow} others={others} />
      )}
    </Dialog>
  );
}

function Comparison({ flow, others }: { flow: Flow; others: readonly ComparableFlow[] }) {
  const { report } = useWorkbench();
  const id = useId();
  const [key, setKey] = useState(others[0]?.key);
  const other = others.find((candidate) => candidate.key === key) ?? others[0];
  const { count, places } = useMemo(() => {
    if (other === undefined) return { count: 0, places: [] };
    const [one, two] = [flowView(flow, report.value), flowView(other.flow, other.report)];
    const differences = compareFlows(one, two);
    return { count: differences.length, places: tellDifferences(differences, [one, two]) };
  }, [flow, other?.flow, other?.report, report.value]);
  return (
    <>
      <div class="compared">
        <p>
          <strong>This run</strong> {nameOfRun(flow)}
        </p>
        <div>
          <label for={id}>
            <strong>The other run</strong>
          </label>{' '}
          <select id={id} value={other?.key} onChange={(event) => setKey(event.currentTarget.value)}>
            {others.map((candidate) => (
              <option key={candidate.key} value={candidate.key}>
                {toVisibleString(candidate.name.slice(0, 120))}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p role="status">{countLine(count)}</p>
      {places.map(([place, all]) => (
        <section key={place}>
          <h3>{place === 'flow' ? 'The course' : toVisibleString(place)}</h3>
          {all.map((difference) => (
            <DifferenceItem key={difference.name} difference={difference} />
          ))}
        </section>
      ))}
      <p class="quiet">{NOT_COMPARED}</p>
    </>
  );
}

function countLine(count: number): string {
  if (count === 0) return 'The two runs do not differ.';
  return `They differ in ${counted(count, 'thing')}.`;
}

const CHANGES: Readonly<Record<FlowDifference['change'], string | null>> = {
  added: 'only in the other run',
  removed: 'only in this run',
  changed: null,
};
const SIDES = ['This run', 'The other run'] as const;

function DifferenceItem({ difference: { name, change, one, other } }: { difference: FlowDifference }) {
  const word = CHANGES[change];
  const [first] = one;
  const [second] = other;
  const isPair = one.length === 1 && other.length === 1 && first !== undefined && second !== undefined;
  return (
    <div class="difference">
      <h4>
        <Value text={name} />
        {word !== null && <span class="tag">{word}</span>}
      </h4>
      {isPair ? (
        <TwoValues names={SIDES} one={first} other={second} />
      ) : (
        <Facts>
          {change !== 'added' && <Side name={SIDES[0]} values={one} />}
          {change !== 'removed' && <Side name={SIDES[1]} values={other} />}
        </Facts>
      )}
    </div>
  );
}

/** As many values of one side are shown. */
const VALUES = 30;

function Side({ name, values }: { name: string; values: readonly string[] }) {
  return (
    <FactOf name={name}>
      <ul class="side">
        {values.length === 0 && <li class="quiet">nothing more</li>}
        {values.slice(0, VALUES).map((value, index) => (
          <li key={index}>
            <Value text={value} />
          </li>
        ))}
        {values.length > VALUES && <li class="quiet">{andMore(values.length - VALUES)}</li>}
      </ul>
    </FactOf>
  );
}
