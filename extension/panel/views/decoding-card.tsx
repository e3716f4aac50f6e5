import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import { OutcomeIcon } from '../../kit/badge.tsx';
import { Card } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';

/** How the message was read from what came over the wire, step by step; what the sender did against the standard is marked. */
export function DecodingCard({ message }: { message: InspectedMessage }) {
  const steps = message.reading.steps;
  if (steps.length === 0) return null;
  return (
    <Card title="How it was read">
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={index}>
            {step.deviation ? (
              <OutcomeIcon outcome="warning" word="Not as the standard says" />
            ) : (
              <OutcomeIcon outcome="good" word="Done" />
            )}
            <Value text={describeStep(step)} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
