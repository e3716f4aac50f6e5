import { counted } from '#shared/base/count-words.ts';
import { contentOf } from '#shared/explain/message-content.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Card, Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { toShortUri } from '../../store/describe-message.ts';
import { keyOfMessage } from '../../store/rows.ts';
import { useWorkbench } from '../parts/context.ts';

/** Whom a flow is about, and what the IdP says of them; nothing where no message names anybody. */
export function PersonCard({ messages }: { messages: readonly InspectedMessage[] }) {
  const { view } = useWorkbench();
  const telling = messages.find((message) => contentOf(message).hasSubject);
  if (telling === undefined) return null;
  const { nameId, sessionIndexes, attributes } = contentOf(telling);
  const showAttributes = () => {
    view.select(keyOfMessage(telling));
    view.tab.value = 'attributes';
  };
  return (
    <Card title="Who">
      <Facts>
        <Fact
          name="NameID"
          value={nameId?.value ?? 'encrypted'}
          note={nameId?.format == null ? null : toShortUri(nameId.format)}
          copy={nameId !== null}
        />
        <Fact name="Session index" value={sessionIndexes.length === 0 ? null : sessionIndexes.join(', ')} copy />
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
