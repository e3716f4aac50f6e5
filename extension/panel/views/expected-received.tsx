import type { Finding } from '#shared/inspection/finding.ts';
import { Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { Visible } from '../../kit/visible.tsx';
import { type Difference, differenceOf } from '../../store/message/difference.ts';

/** What was expected and what came. */
export function ExpectedReceived({ finding: { expected, received } }: { finding: Finding }) {
  return <TwoValues names={['Expected', 'Received']} one={expected} other={received} />;
}

interface TwoValuesProps {
  names: readonly [string, string];
  one: string | null;
  other: string | null;
}

/** Two values, one below the other; where they are nearly the same, the part that differs is marked. */
export function TwoValues({ names: [first, second], one, other }: TwoValuesProps) {
  if (one === null && other === null) return null;
  const difference = one === null || other === null ? null : differenceOf(one, other);
  if (difference === null) {
    return (
      <Facts>
        <Fact name={first} value={one} />
        <Fact name={second} value={other} />
      </Facts>
    );
  }
  return (
    <Facts>
      <FactOf name={first}>
        <Compared difference={difference} middle={difference.one} />
      </FactOf>
      <FactOf name={second}>
        <Compared difference={difference} middle={difference.other} />
      </FactOf>
    </Facts>
  );
}

function Compared({ difference: { before, after }, middle }: { difference: Difference; middle: string }) {
  return (
    <bdi class="value">
      <Visible text={before} />
      {middle === '' ? (
        <span class="differs nothing" title="nothing here" />
      ) : (
        <mark class="differs">
          <Visible text={middle} />
        </mark>
      )}
      <Visible text={after} />
    </bdi>
  );
}
