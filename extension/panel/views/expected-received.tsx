import type { Finding } from '#shared/checks/finding.ts';
import { type Difference, differenceOf } from '../../store/difference.ts';
import { Fact, FactOf, Facts } from '../parts/facts.tsx';
import { Visible } from '../parts/visible.tsx';

/** What was expected and what came; where the two are nearly the same, the part that differs is marked. */
export function ExpectedReceived({ finding: { expected, received } }: { finding: Finding }) {
  if (expected === null && received === null) return null;
  const difference = expected === null || received === null ? null : differenceOf(expected, received);
  if (difference === null) {
    return (
      <Facts>
        <Fact name="Expected" value={expected} />
        <Fact name="Received" value={received} />
      </Facts>
    );
  }
  return (
    <Facts>
      <FactOf name="Expected">
        <Compared difference={difference} middle={difference.one} />
      </FactOf>
      <FactOf name="Received">
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
