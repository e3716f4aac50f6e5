import { andMore } from '#shared/base/count-words.ts';
import { latencyWords } from '#shared/base/duration-words.ts';
import { STEP_NAMES, stepOutcome } from '#shared/explain/facts/flow-facts.ts';
import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/facts.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { toClockTime } from '../../store/base/times.ts';
import { type CourseEntry, courseOf, timeOf } from '../../store/flow/course.ts';
import { verdictOfMessage } from '../../store/list/outcome.ts';
import { keyOfMessage } from '../../store/list/rows.ts';
import { messageTitle, partiesLine } from '../../store/message/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { useCompanionWords } from '../parts/use-companion-words.ts';

/** As many lines are shown: a loop may have hundreds. */
const SHOWN = 80;
/** A URL is cut to this many characters. */
const URL_SHOWN = 160;

/** The course of a flow: every request of it in order, with how long after the one before it began. */
export function CourseCard({ flow, messages }: { flow: Flow; messages: readonly InspectedMessage[] }) {
  const entries = courseOf(flow, messages);
  const placed = useCompanionWords(messages);
  return (
    <Card title="Course">
      <ol class="course">
        {entries.slice(0, SHOWN).map((entry, index) => (
          <li key={index}>
            {entry.message === null ? (
              <PlainStep entry={entry} place={placed(entry.step?.exchange ?? '')} />
            ) : (
              <MessageStep entry={entry} message={entry.message} place={placed(entry.message.exchange?.id ?? '')} />
            )}
          </li>
        ))}
      </ol>
      {entries.length > SHOWN && <p class="quiet">{andMore(entries.length - SHOWN, 'request')}</p>}
    </Card>
  );
}

interface StepProps {
  entry: CourseEntry;
  /** What a companion has to do with it. */
  place: string | null;
}

function MessageStep({ entry, message, place }: StepProps & { message: InspectedMessage }) {
  const { view } = useWorkbench();
  const { label } = BINDINGS[message.reading.binding];
  return (
    <button type="button" class="step" onClick={() => view.select(keyOfMessage(message))}>
      <span class="step-head">
        <strong>{toVisibleString(messageTitle(message))}</strong>
        <Badge verdict={verdictOfMessage(message)} />
        <When entry={entry} />
      </span>
      <span class="step-line">
        <bdi>{toVisibleString(partiesLine(message))}</bdi>
        {label !== null && <span class="tag">{label}</span>}
      </span>
      {entry.step !== null && <Request step={entry.step} />}
      <Place place={place} />
    </button>
  );
}

/** A request of the flow that carries no message: a page of the IdP, or where it came to in the end. Opens the exchange. */
function PlainStep({ entry, place }: StepProps) {
  const { view } = useWorkbench();
  const { step } = entry;
  if (step === null) return null;
  return (
    <button
      type="button"
      class="step"
      aria-expanded={view.exchange.value === step.exchange}
      onClick={() => (view.exchange.value = view.exchange.value === step.exchange ? null : step.exchange)}
    >
      <span class="step-head">
        <span>{STEP_NAMES[step.role]}</span>
        <When entry={entry} />
      </span>
      <Request step={step} />
      <Place place={place} />
    </button>
  );
}

function Place({ place }: { place: string | null }) {
  return place === null ? null : <span class="step-request">{toVisibleString(place)}</span>;
}

function When({ entry }: { entry: CourseEntry }) {
  return (
    <span class="quiet step-time">
      {toClockTime(timeOf(entry))}
      {entry.after !== null && ` (+${latencyWords(entry.after)})`}
    </span>
  );
}

function Request({ step }: { step: FlowStep }) {
  const url = step.url.length > URL_SHOWN ? `${step.url.slice(0, URL_SHOWN)}…` : step.url;
  return (
    <span class="step-request quiet">
      {toVisibleString(step.method)} <bdi>{toVisibleString(url)}</bdi> · {toVisibleString(stepOutcome(step))}
    </span>
  );
}
