import { counted } from '#shared/base/count-words.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Endpoint, Entity, Metadata, RoleKey } from '#shared/saml/metadata.ts';
import { Card, Fact, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toShortUri } from '../../store/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { lazily } from '../parts/lazily.tsx';

/** What entities say for people is read only here, by a part that is loaded with the first metadata. */
const EntityDetailFacts = lazily(async () => (await import('./entity-detail-facts.tsx')).EntityDetailFacts);

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
          <Fact name="Valid until" value={metadata.validUntil?.text ?? null} />
        </Facts>
        {entities.length > SHOWN && <p class="quiet card-note">The first {SHOWN} are shown; all are in the XML.</p>}
      </Card>
      {entities.slice(0, SHOWN).map((entity, index) => (
        <EntityCard key={index} entity={entity} />
      ))}
    </>
  );
}

function EntityCard({ entity }: { entity: Entity }) {
  const { idp, sp } = entity;
  return (
    <Card title={entity.entityId}>
      <Facts>
        <Fact
          name="Role"
          value={[idp && 'identity provider', sp && 'service provider'].filter(Boolean).join(', ') || 'other'}
        />
        <Endpoints name="Single sign-on" endpoints={idp?.singleSignOn} />
        <Endpoints name="ACS" endpoints={sp?.assertionConsumer} />
        <Endpoints name="Single logout" endpoints={[...(idp?.singleLogout ?? []), ...(sp?.singleLogout ?? [])]} />
        <Fact name="Certificates" value={keysLine([...(idp?.keys ?? []), ...(sp?.keys ?? [])])} />
        <Fact name="Valid until" value={entity.validUntil?.text ?? null} />
        <EntityDetailFacts entity={entity} />
      </Facts>
    </Card>
  );
}

function Endpoints({ name, endpoints = [] }: { name: string; endpoints?: readonly Endpoint[] | undefined }) {
  return (
    <>
      {endpoints.map(({ binding, location }, index) => (
        <Fact key={index} name={name} value={location} note={toShortUri(binding)} copy />
      ))}
    </>
  );
}

function keysLine(keys: readonly RoleKey[]): string {
  const of = (use: RoleKey['use'], words: string): string[] => {
    const count = keys.filter((key) => key.use === use).length;
    return count === 0 ? [] : [`${count} for ${words}`];
  };
  return [...of('signing', 'signing'), ...of('encryption', 'encryption'), ...of(null, 'both')].join(', ') || 'none';
}
