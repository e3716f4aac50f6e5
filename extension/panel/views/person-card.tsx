import { counted } from '#shared/base/count-words.ts';
import { messageContentOf } from '#shared/explain/facts/message-content.ts';
import { personFacts } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Card, FactOf, Facts } from '../../kit/facts.tsx';
import { keyOfMessage } from '../../store/list/rows.ts';
import { useWorkbench } from '../parts/context.ts';
import { FactRows } from '../parts/fact-rows.tsx';

/** Whom a flow is about, and what the IdP says of them; nothing where no message names anybody. */
export function PersonCard({ messages }: { messages: readonly InspectedMessage[] }) {
  const { view } = useWorkbench();
  const telling = messages.find((message) => messageContentOf(message).hasSubject);
  if (telling === undefined) return null;
  const { attributes } = messageContentOf(telling);
  const showAttributes = () => {
    view.select(keyOfMessage(telling));
    view.tab.value = 'attributes';
  };
  return (
    <Card title="Who">
      <Facts>
        <FactRows facts={personFacts(telling)} />
        {attributes.length > 0 && (
          <FactOf name="Attributes">
            <button type="button" class="link" onClick={showAttributes}>
              {counted(attributes.length, 'attribute')}
            </button>
          </FactOf>
        )}
      </Facts>
    </Card>
  );
}
