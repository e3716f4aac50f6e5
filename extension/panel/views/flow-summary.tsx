import { useLayoutEffect, useRef } from 'preact/hooks';
import { messageContentOf } from '#shared/explain/facts/message-content.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { explainFlow } from '../../store/flow/explain.ts';
import { LIVE } from '../../store/workbench.ts';
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
  const { link, recording, source, trust } = useWorkbench();
  const room = useSteadyRoom(source.value?.id === LIVE);
  const below = useOrderOfAppearance([
    ...(messages.some((message) => messageContentOf(message).hasSubject) ? (['person'] as const) : []),
    ...(flow.cookies.some(({ missing }) => missing.length > 0) ? (['cookies'] as const) : []),
    'course',
    'facts',
  ]);
  const { needsTrust, needsTime, ...explanation } = explainFlow(flow, messages, findings);
  return (
    <div class="stack">
      <div
        ref={room}
        class={flow.outcome === 'unknown' && source.value?.id === LIVE ? 'verdict-room awaited' : 'verdict-room'}
      >
        <VerdictCard
          {...explanation}
          onTrust={needsTrust ? onTrust : undefined}
          onNow={needsTime && recording === null ? () => (trust.at.value = Date.now()) : undefined}
          owner={<VerdictOwner flow={flow} />}
        >
          <VerdictFacts flow={flow} findings={findings} />
        </VerdictCard>
      </div>
      {link.value !== null && <CompanionCard messages={messages} />}
      <ChosenExchange />
      {below.map((card) => {
        if (card === 'person') return <PersonCard key={card} messages={messages} />;
        if (card === 'cookies') return <MissingCookiesCard key={card} flow={flow} />;
        if (card === 'course') return <CourseCard key={card} flow={flow} messages={messages} />;
        return <FlowFactsCard key={card} flow={flow} />;
      })}
    </div>
  );
}

/** What is there, in the given order at first; what comes later comes below, so that nothing moves that is being read. */
function useOrderOfAppearance<Name extends string>(names: readonly Name[]): readonly Name[] {
  const seen = useRef<readonly Name[]>([]);
  seen.current = [...seen.current, ...names.filter((name) => !seen.current.includes(name))];
  return seen.current.filter((name) => names.includes(name));
}

/** Keeps a box as high as it has been in this width: what stands below it does not move up and down while a flow is recorded. */
function useSteadyRoom(isOn: boolean): { current: HTMLDivElement | null } {
  const room = useRef<HTMLDivElement>(null);
  const was = useRef({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = room.current;
    if (box === null || !isOn) return;
    const width = box.offsetWidth;
    if (width !== was.current.width) box.style.minHeight = '';
    was.current = { width, height: box.offsetHeight };
    box.style.minHeight = `${was.current.height}px`;
  });
  return room;
}
