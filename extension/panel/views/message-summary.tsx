import type { InspectedMessage } from '#shared/trace/report.ts';
import { assertionsOf } from '../../store/describe-message.ts';
import { explainMessage } from '../../store/explain.ts';
import { ArtifactCard } from './artifact-card.tsx';
import { AssertionCards } from './assertion-cards.tsx';
import { DecodingCard } from './decoding-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { FederationCard } from './federation-card.tsx';
import { MessageCard } from './message-card.tsx';
import { MetadataCards } from './metadata-cards.tsx';
import { VerdictCard } from './verdict-card.tsx';

/** The summary of a message: the verdict and its cause first, then what it says. */
export function MessageSummary({ message, onTrust }: { message: InspectedMessage; onTrust: () => void }) {
  const { needsTrust, ...explanation } = explainMessage(message);
  return (
    <div class="stack">
      <VerdictCard {...explanation} onTrust={needsTrust ? onTrust : undefined} />
      <ArtifactCard message={message} />
      <MessageCard message={message} />
      <FederationCard message={message} />
      <EncryptionCard message={message} onTrust={onTrust} />
      {assertionsOf(message.message).map((assertion, index, all) => (
        <AssertionCards
          key={index}
          assertion={assertion}
          message={message}
          title={all.length === 1 ? 'Assertion' : `Assertion ${index + 1} of ${all.length}`}
        />
      ))}
      {message.message?.kind === 'Metadata' && <MetadataCards metadata={message.message} message={message} />}
      <DecodingCard message={message} />
    </div>
  );
}
