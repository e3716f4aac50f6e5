import type { ComponentChildren } from 'preact';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge } from '../../kit/badge.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { wordsFor } from '../../store/base/words.ts';
import { verdictOfFinding } from '../../store/list/outcome.ts';
import { messageTitle } from '../../store/message/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { ExpectedReceived } from './expected-received.tsx';

interface FindingCardProps {
  finding: Finding;
  /** The message it is about, where that is worth naming. */
  message: InspectedMessage | null;
  /** The first of several: what the others follow from. */
  cause?: boolean;
  /** What follows from it. */
  children?: ComponentChildren;
}

/** One finding: what is wrong, what was expected and what came, what to change, where it stands. */
export function FindingCard({ finding, message, cause = false, children }: FindingCardProps) {
  const verdict = verdictOfFinding(finding);
  const { title, detail, fix } = wordsFor(finding);
  return (
    <article
      class={cause ? `finding cause tone-edge-${verdict.outcome}` : `finding tone-edge-${verdict.outcome}`}
      data-code={finding.code}
    >
      <header>
        <h4>
          <Value text={title} />
        </h4>
        <Badge verdict={verdict} />
      </header>
      {detail !== '' && (
        <p>
          <Value text={detail} />
        </p>
      )}
      <ExpectedReceived finding={finding} />
      {fix !== '' && finding.outcome !== 'pass' && (
        <p class="fix">
          <strong>What to change</strong> <Value text={fix} />
        </p>
      )}
      <FindingFoot finding={finding} message={message} />
      {children}
    </article>
  );
}

function FindingFoot({ finding, message }: { finding: Finding; message: InspectedMessage | null }) {
  const { view } = useWorkbench();
  const { range, message: index } = finding;
  return (
    <footer class="quiet">
      <span>{finding.clause}</span>
      {message !== null && <span>{toVisibleString(messageTitle(message))}</span>}
      {finding.path !== '' && <Value text={finding.path} code />}
      {range !== null && index !== null && (
        <button type="button" class="button small" onClick={() => view.showInXml({ message: index, ...range })}>
          <Icon name="target" />
          <span>Show in XML</span>
        </button>
      )}
    </footer>
  );
}
