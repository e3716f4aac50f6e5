import type { Finding } from '#shared/checks/finding.ts';
import type { Flow, InspectedMessage } from '#shared/trace/report.ts';
import { partiesLine, titleOf } from '../../store/describe-message.ts';
import { explainFlow } from '../../store/explain.ts';
import { verdictOfMessage } from '../../store/outcome.ts';
import { keyOfMessage } from '../../store/rows.ts';
import { toClockTime, toSpan } from '../../store/times.ts';
import { toVisibleString } from '../../store/visible-text.ts';
import { useWorkbench } from '../context.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/facts.tsx';
import { PersonCard } from './person-card.tsx';
import { VerdictCard } from './verdict-card.tsx';

interface FlowSummaryProps {
  flow: Flow;
  messages: readonly InspectedMessage[];
  findings: readonly Finding[];
  onTrust: () => void;
}

/** The summary of a flow: how it ended and why, then its messages one after the other. */
export function FlowSummary({ flow, messages, findings, onTrust }: FlowSummaryProps) {
  const { needsTrust, ...explanation } = explainFlow(flow, messages, findings);
  return (
    <div class="stack">
      <VerdictCard {...explanation} onTrust={needsTrust ? onTrust : undefined} />
      <PersonCard messages={messages} />
      <Card title="Course">
        <ol class="course">
          {messages.map((message, index) => (
            <Step key={message.index} message={message} before={messages[index - 1] ?? null} />
          ))}
        </ol>
      </Card>
    </div>
  );
}

function Step({ message, before }: { message: InspectedMessage; before: InspectedMessage | null }) {
  const { view } = useWorkbench();
  const time = message.exchange?.startedAt ?? null;
  const last = before?.exchange?.startedAt ?? null;
  return (
    <li>
      <button type="button" class="step" onClick={() => view.select(keyOfMessage(message))}>
        <span class="step-head">
          <strong>{toVisibleString(titleOf(message))}</strong>
          <Badge verdict={verdictOfMessage(message)} />
          <span class="quiet step-time">
            {toClockTime(time)}
            {time !== null && last !== null && ` (+${toSpan(time - last)})`}
          </span>
        </span>
        <span class="step-line">
          <bdi>{toVisibleString(partiesLine(message))}</bdi>
          {message.wire !== null && message.wire.binding !== 'unknown' && (
            <span class="tag">{message.wire.binding}</span>
          )}
        </span>
      </button>
    </li>
  );
}
