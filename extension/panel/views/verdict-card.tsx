import type { ComponentChildren } from 'preact';
import { andMore } from '#shared/base/count-words.ts';
import type { Outcome } from '#shared/explain/facts/verdict.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { wordsFor } from '../../store/base/words.ts';
import { useWorkbench } from '../parts/context.ts';
import { ExpectedReceived } from './expected-received.tsx';

interface VerdictCardProps {
  outcome: Outcome;
  /** What happened, in a few words, before why; null: the title says it. */
  happened: string | null;
  /** What was said or seen of it, where the title is what explains that; null: the title says it. */
  told: string | null;
  /** Why, or what happened, in one line. */
  title: string;
  /** What more there is to know, below it; empty where the title says it all. */
  detail: string;
  /** The finding behind it, if one is. */
  cause: Finding | null;
  /** More, in plain words. */
  note: string | null;
  /** What could not be told. */
  open: readonly string[];
  /** What the time of receipt, and metadata, would tell besides. */
  more: string | null;
  /** Offers to give metadata or a certificate. */
  onTrust?: (() => void) | undefined;
  /** Offers to take now for the time of receipt. */
  onNow?: (() => void) | undefined;
  /** What comes before what to change: how sure it is, who must act. */
  owner?: ComponentChildren;
  /** What else it may be, and what it rests on. */
  children?: ComponentChildren;
}

/** The first thing to read: what happened and why, how sure that is, who must act, what to change; then the rest. */
export function VerdictCard({
  outcome,
  happened,
  told,
  title,
  detail,
  cause,
  note,
  open,
  more,
  onTrust,
  onNow,
  owner,
  children,
}: VerdictCardProps) {
  const { view } = useWorkbench();
  const fix = cause === null ? '' : wordsFor(cause).fix;
  return (
    <section class={`verdict tone-${outcome}`}>
      <Icon name={outcome} />
      <div class="verdict-body">
        <h3>{happened ?? <Value text={title} />}</h3>
        {told !== null && (
          <p>
            <Value text={told} />
          </p>
        )}
        {happened !== null && (
          <p class="verdict-why">
            <Value text={title} />
          </p>
        )}
        {detail !== '' && (
          <p>
            <Value text={detail} />
          </p>
        )}
        {cause !== null && !isTold(cause, `${told ?? ''} ${title} ${detail}`) && <ExpectedReceived finding={cause} />}
        {owner}
        {fix !== '' && (
          <p>
            <strong>What to change</strong> <Value text={fix} />
          </p>
        )}
        {note !== null && <p class="verdict-note">{note}</p>}
        {children}
        <OpenQuestions questions={open} />
        {more !== null && <p class="verdict-note">{more}</p>}
        <div class="verdict-actions">
          {cause !== null && <ShowInXml finding={cause} />}
          {cause !== null && (
            <button type="button" class="button small" onClick={() => (view.tab.value = 'findings')}>
              All findings
            </button>
          )}
          {onNow && (
            <button type="button" class="button small" onClick={onNow}>
              Received now
            </button>
          )}
          {onTrust && (
            <button type="button" class="button small" onClick={onTrust}>
              <Icon name="trust" />
              <span>Give metadata or a certificate</span>
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

/** What came is not told twice where nothing is to be held against it. */
function isTold({ expected, received }: Finding, title: string): boolean {
  return expected === null && received !== null && title.includes(received);
}

function ShowInXml({ finding: { range, message } }: { finding: Finding }) {
  const { view } = useWorkbench();
  if (range === null || message === null) return null;
  return (
    <button type="button" class="button small" onClick={() => view.showInXml({ message, ...range })}>
      <Icon name="target" />
      <span>Show in XML</span>
    </button>
  );
}

const QUESTIONS = 3;

function OpenQuestions({ questions }: { questions: readonly string[] }) {
  if (questions.length === 0) return null;
  return (
    <ul class="verdict-open">
      {questions.slice(0, QUESTIONS).map((question) => (
        <li key={question}>
          <Value text={question} />
        </li>
      ))}
      {questions.length > QUESTIONS && <li>{andMore(questions.length - QUESTIONS)}, among the findings</li>}
    </ul>
  );
}
