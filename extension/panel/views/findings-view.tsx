import type { Finding } from '#shared/checks/finding.ts';
import type { InspectedMessage } from '#shared/trace/report.ts';
import { causeOf, passedFindings } from '../../store/findings.ts';
import { isFailure } from '../../store/outcome.ts';
import { Empty } from '../parts/empty.tsx';
import { FindingCard } from './finding-card.tsx';

interface FindingsViewProps {
  /** What failed and what could not be told, the cause first. */
  findings: readonly Finding[];
  messages: readonly InspectedMessage[];
  /** Every finding of the message, to list those that passed. */
  passed?: readonly Finding[];
}

/** All findings: the cause first, its consequences after, what could not be told, and what passed. */
export function FindingsView({ findings, messages, passed = [] }: FindingsViewProps) {
  const cause = causeOf(findings);
  const failed = findings.filter((finding) => finding.outcome === 'fail' && finding !== cause);
  const open = findings.filter((finding) => finding.outcome === 'unknown');
  return (
    <div class="stack">
      {findings.length === 0 && (
        <Empty title="Nothing wrong was found">
          <p>Every check that applies to this passed.</p>
        </Empty>
      )}
      {cause !== null && (
        <Group
          title={isFailure(cause) ? 'The cause' : 'Look at this first'}
          findings={[cause]}
          messages={messages}
          cause={cause}
        />
      )}
      <Group
        title={cause === null ? 'Notes' : 'What follows from it, and what else was found'}
        findings={failed}
        messages={messages}
      />
      <Group title="Could not be checked" findings={open} messages={messages} />
      <Passed findings={passedFindings(passed)} messages={messages} />
    </div>
  );
}

interface GroupProps {
  title: string;
  findings: readonly Finding[];
  messages: readonly InspectedMessage[];
  cause?: Finding;
}

function Group({ title, findings, messages, cause }: GroupProps) {
  if (findings.length === 0) return null;
  return (
    <section class="stack">
      <h3 class="group-title">{title}</h3>
      {findings.map((finding, index) => (
        <FindingCard
          key={`${finding.code} ${finding.path} ${index}`}
          finding={finding}
          message={messages[finding.message ?? -1] ?? null}
          cause={finding === cause}
        />
      ))}
    </section>
  );
}

function Passed({ findings, messages }: { findings: readonly Finding[]; messages: readonly InspectedMessage[] }) {
  if (findings.length === 0) return null;
  return (
    <details class="passed">
      <summary>
        {findings.length} check{findings.length === 1 ? '' : 's'} passed
      </summary>
      <Group title="Passed" findings={findings} messages={messages} />
    </details>
  );
}
