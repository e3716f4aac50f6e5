import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { explainFlow } from '../../store/flow/explain.ts';
import { useWorkbench } from '../parts/context.ts';
import { lazily } from '../parts/lazily.tsx';
import { PersonCard } from './person-card.tsx';
import { VerdictCard } from './verdict-card.tsx';
import { VerdictFacts, VerdictOwner } from './verdict-facts.tsx';

/** Below what is read first. */
export const CourseCard = lazily(async () => (await import('./course-card.tsx')).CourseCard);
/** So are these. */
export const FlowFactsCard = lazily(async () => (await import('./flow-facts-card.tsx')).FlowFactsCard);
const MissingCookiesCard = lazily(async () => (await import('./flow-facts-card.tsx')).MissingCookiesCard);
const CompanionCard = lazily(async () => (await import('./companion-card.tsx')).CompanionCard);
const ChosenExchange = lazily(async () => (await import('./chosen-exchange.tsx')).ChosenExchange);

interface FlowSummaryProps {
  flow: Flow;
  messages: readonly InspectedMessage[];
  findings: readonly Finding[];
  onTrust: () => void;
}

/** The summary of a flow: how it ended and why, whom it is about, its course, and who took part. */
export function FlowSummary({ flow, messages, findings, onTrust }: FlowSummaryProps) {
  const { link, recording, trust } = useWorkbench();
  const { needsTrust, needsTime, ...explanation } = explainFlow(flow, messages, findings);
  return (
    <div class="stack">
      <VerdictCard
        {...explanation}
        onTrust={needsTrust ? onTrust : undefined}
        onNow={needsTime && recording === null ? () => (trust.at.value = Date.now()) : undefined}
        owner={<VerdictOwner flow={flow} />}
      >
        <VerdictFacts flow={flow} findings={findings} />
      </VerdictCard>
      {link.value !== null && <CompanionCard messages={messages} />}
      <ChosenExchange />
      <PersonCard messages={messages} />
      <MissingCookiesCard flow={flow} />
      <CourseCard flow={flow} messages={messages} />
      <FlowFactsCard flow={flow} />
    </div>
  );
}
