import { counted } from '#shared/base/count-words.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Empty } from '../../kit/empty.tsx';
import { causeOf, type FoldedFinding, foldUnderCauses, passedFindings } from '../../store/flow/findings.ts';
import { moreWithMetadata, wantsMetadata } from '../../store/flow/more-with-metadata.ts';

import { FindingCard } from './finding-card.tsx';

interface FindingsViewProps {
  /** What failed and what could not be told, the cause first. */
  findings: readonly Finding[];
  messages: readonly InspectedMessage[];
  /** Every finding of the message, to list those that passed. */
  passed?: readonly Finding[];
  /** Of a flow, what was found to have ended it; else the worst is shown first. */
  flowCause?: Finding | null;
}

/** All findings: the cause first, each with its consequences folded under it, what could not be told, and what passed. */
export function FindingsView({ findings, messages, passed = [], flowCause = null }: FindingsViewProps) {
  const cause = findings.find((each) => each === flowCause) ?? causeOf(findings);
  const failed = foldUnderCauses(findings.filter(({ outcome }) => outcome === 'fail'));
  const first = failed.filter(({ finding }) => finding === cause);
  const rest = failed.filter(({ finding }) => finding !== cause);
  const unknown = findings.filter((finding) => finding.outcome === 'unknown');
  const open = unknown.filter((finding) => !wantsMetadata(finding)).map(alone);
  return (
    <div class="stack">
      {findings.length === 0 && (
        <Empty title="Nothing wrong was found">
          <p>Every check that applies to this passed.</p>
        </Empty>
      )}
      <Group
        title={cause !== null && isError(cause) ? 'The cause' : 'Look at this first'}
        findings={first}
        messages={messages}
        cause={cause}
      />
      <Group title={cause === null ? 'Notes' : 'What else was found'} findings={rest} messages={messages} />
      <Group title="Could not be checked" findings={open} messages={messages} />
      <WithMetadata findings={unknown.filter(wantsMetadata)} messages={messages} />
      <Passed findings={passedFindings(passed)} messages={messages} />
    </div>
  );
}

function alone(finding: Finding): FoldedFinding {
  return { finding, consequences: [] };
}

interface GroupProps {
  title: string;
  findings: readonly FoldedFinding[];
  messages: readonly InspectedMessage[];
  cause?: Finding | null;
}

function Group({ title, findings, messages, cause = null }: GroupProps) {
  if (findings.length === 0) return null;
  return (
    <section class="stack">
      <h3 class="group-title">{title}</h3>
      {findings.map(({ finding, consequences }, index) => (
        <FindingCard
          key={`${finding.code} ${finding.path} ${index}`}
          finding={finding}
          message={messages[finding.message ?? -1] ?? null}
          cause={finding === cause}
        >
          <Consequences findings={consequences} messages={messages} />
        </FindingCard>
      ))}
    </section>
  );
}

/** What goes when the cause does: one line each until it is unfolded. */
function Consequences({ findings, messages }: { findings: readonly Finding[]; messages: readonly InspectedMessage[] }) {
  if (findings.length === 0) return null;
  return (
    <details class="consequences">
      <summary>{counted(findings.length, 'finding follows', 'findings follow')} from it</summary>
      <p class="quiet">They go when the cause does: mend that first.</p>
      {findings.map((finding, index) => (
        <FindingCard
          key={`${finding.code} ${finding.path} ${index}`}
          finding={finding}
          message={messages[finding.message ?? -1] ?? null}
        />
      ))}
    </details>
  );
}

/** What metadata would tell is one line until it is unfolded: nothing is wrong, and nobody has to give any. */
function WithMetadata({ findings, messages }: { findings: readonly Finding[]; messages: readonly InspectedMessage[] }) {
  const line = moreWithMetadata(findings);
  if (line === null) return null;
  return (
    <details class="passed">
      <summary>{line}</summary>
      <Group title="With metadata or a certificate" findings={findings.map(alone)} messages={messages} />
    </details>
  );
}

function Passed({ findings, messages }: { findings: readonly Finding[]; messages: readonly InspectedMessage[] }) {
  if (findings.length === 0) return null;
  return (
    <details class="passed">
      <summary>{counted(findings.length, 'check')} passed</summary>
      <Group title="Passed" findings={findings.map(alone)} messages={messages} />
    </details>
  );
}
