import { messageGroup } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge } from '../../kit/badge.tsx';
import { FactOf } from '../../kit/facts.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { receivedAt } from '../../store/message/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { type Attached, FactCard } from '../parts/fact-rows.tsx';

/** As much of a status is shown on its badge. */
const STATUS_SHOWN = 200;

const ATTACHED: Attached = {
  status: ({ label, values, tone }) => (
    <FactOf key="status" name={label}>
      {values.map(({ text }) => (
        <Badge
          key={text}
          verdict={{
            outcome: tone === 'plain' ? 'neutral' : tone,
            word: toVisibleString(text.slice(0, STATUS_SHOWN)),
          }}
        />
      ))}
    </FactOf>
  ),
};

/** What the message itself says, assertions apart. */
export function MessageCard({ message }: { message: InspectedMessage }) {
  const { trust } = useWorkbench();
  const told = messageGroup(message, receivedAt(message, trust.at.value));
  return told === null ? null : <FactCard group={told} attached={ATTACHED} />;
}
