import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import { artifactGroup, federationGroup } from '#shared/explain/facts/parameter-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { explainMessage } from '../../store/flow/explain.ts';
import { useWorkbench } from '../parts/context.ts';
import { FactCard } from '../parts/fact-rows.tsx';
import { lazily } from '../parts/lazily.tsx';
import { AssertionCards } from './assertion-cards.tsx';
import { DecodingCard } from './decoding-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { ExtraCards } from './extra-cards.tsx';
import { MessageCard } from './message-card.tsx';
import { MetadataCards } from './metadata-cards.tsx';
import { VerdictCard } from './verdict-card.tsx';
import { FindingOwner } from './verdict-facts.tsx';

const CompanionCard = lazily(async () => (await import('./companion-card.tsx')).CompanionCard);

/** The summary of a message: the verdict and its cause first, then what it says. */
export function MessageSummary({ message, onTrust }: { message: InspectedMessage; onTrust: () => void }) {
  const { link, recording, trust } = useWorkbench();
  const saml = message.message;
  const artifact = artifactGroup(message.reading, message.artifactIssuer ?? null);
  const federation = federationGroup(message.reading);
  const { needsTrust, needsTime, ...explanation } = explainMessage(message);
  return (
    <div class="stack">
      <VerdictCard
        {...explanation}
        onTrust={needsTrust ? onTrust : undefined}
        onNow={needsTime && recording === null ? () => (trust.at.value = Date.now()) : undefined}
        owner={explanation.cause && <FindingOwner owner={explanation.cause.owner} />}
      />
      {link.value !== null && <CompanionCard messages={[message]} />}
      {artifact !== null && <FactCard group={artifact} />}
      <MessageCard message={message} />
      {federation !== null && <FactCard group={federation} />}
      <EncryptionCard message={message} onTrust={onTrust} />
      {assertionsInClear(saml).map((assertion, index, all) => (
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
