import { counted } from '#shared/base/count-words.ts';
import { fact } from '#shared/explain/facts/fact.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Metadata } from '#shared/saml/metadata.ts';
import { Card, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useWorkbench } from '../parts/context.ts';
import { FactRows } from '../parts/fact-rows.tsx';
import { lazily } from '../parts/lazily.tsx';

/** What entities say in full is read only here, by a part that is loaded with the first metadata. */
const EntityCard = lazily(async () => (await import('./entity-card.tsx')).EntityCard);

const SHOWN = 20;

/** Metadata: its entities with their endpoints, and the offer to trust them. */
export function MetadataCards({ metadata, message }: { metadata: Metadata; message: InspectedMessage }) {
  const { trust, notices } = useWorkbench();
  const { entities } = metadata;
  const give = async () => {
    const item = await trust.add(message.wire?.xml ?? '', 'an opened message');
    notices.show(
      'neutral',
      `Trusted from now on: ${counted(item.entities.length, 'entity', 'entities')} with ${counted(item.keys.length, 'certificate')}.`,
    );
  };
  return (
    <>
      <Card
        title={counted(entities.length, 'entity', 'entities')}
        aside={
          <button type="button" class="button small" onClick={() => give().catch(notices.showError)}>
            <Icon name="trust" />
            <span>Trust this metadata</span>
          </button>
        }
      >
        <Facts>
          <FactRows facts={fact('valid-until', metadata.validUntil?.text)} />
        </Facts>
        {entities.length > SHOWN && <p class="quiet card-note">The first {SHOWN} are shown; all are in the XML.</p>}
      </Card>
      {entities.slice(0, SHOWN).map((entity, index) => (
        <EntityCard key={index} entity={entity} />
      ))}
    </>
  );
}
