import { extensionsOf, soapHeadersOf } from '#shared/explain/message-extras.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { assertionsOf } from '../../store/describe-message.ts';
import { explainMessage } from '../../store/explain.ts';
import { ArtifactCard } from './artifact-card.tsx';
import { AssertionCards } from './assertion-cards.tsx';
import { DecodingCard } from './decoding-card.tsx';
import { ElementCard } from './element-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { FederationCard } from './federation-card.tsx';
import { MessageCard } from './message-card.tsx';
import { MetadataCards } from './metadata-cards.tsx';
import { VerdictCard } from './verdict-card.tsx';

/** The summary of a message: the verdict and its cause first, then what it says. */
export function MessageSummary({ message, onTrust }: { message: InspectedMessage; onTrust: () => void }) {
  const saml = message.message;
  const { needsTrust, ...explanation } = explainMessage(message);
  return (
    <div class="stack">
      <VerdictCard {...explanation} onTrust={needsTrust ? onTrust : undefined} />
      <ArtifactCard message={message} />
      <MessageCard message={message} />
      <FederationCard message={message} />
      <EncryptionCard message={message} onTrust={onTrust} />
      {assertionsOf(saml).map((assertion, index, all) => (
        <AssertionCards
          key={index}
          assertion={assertion}
          message={message}
          title={all.length === 1 ? 'Assertion' : `Assertion ${index + 1} of ${all.length}`}
        />
      ))}
      {saml?.kind === 'Metadata' && <MetadataCards metadata={saml} message={message} />}
      {saml !== null && <ExtraCards message={saml} />}
      <DecodingCard message={message} />
    </div>
  );
}

/** What stands in and around a message besides what SAML itself says; of an element that no model knows, all of it. */
function ExtraCards({ message }: { message: SamlMessage }) {
  const { kind, element } = message;
  return (
    <>
      <ElementCard
        title="Element"
        note="This is no message that is known here. It says:"
        elements={kind === 'Other' ? [element] : []}
      />
      <ElementCard
        title="Extensions"
        note="What the two sides agreed on beside the standard; others leave it aside."
        elements={extensionsOf(element)}
      />
      <ElementCard
        title="SOAP headers"
        note="Header blocks of the envelope around the message."
        elements={soapHeadersOf(element)}
      />
    </>
  );
}
