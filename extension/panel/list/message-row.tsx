import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { OutcomeIcon } from '../../kit/badge.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { messageTitle, partiesLine } from '../../store/describe-message.ts';
import { verdictOfMessage } from '../../store/outcome.ts';
import { toClockTime } from '../../store/times.ts';

/** One message: what it is, how it stands, who sent it to whom. */
export function MessageRow({ message }: { message: InspectedMessage }) {
  const verdict = verdictOfMessage(message);
  const { label } = BINDINGS[message.reading.binding];
  const line = message.error === null ? partiesLine(message) : message.error.message;
  return (
    <>
      <OutcomeIcon outcome={verdict.outcome} word={verdict.word} />
      <span class="row-title">
        {toVisibleString(messageTitle(message))}
        {label !== null && <span class="tag">{label}</span>}
      </span>
      <span class="row-time">{toClockTime(message.exchange?.startedAt ?? null)}</span>
      <span class="row-line">
        <bdi>{toVisibleString(line.slice(0, 300))}</bdi>
      </span>
    </>
  );
}
