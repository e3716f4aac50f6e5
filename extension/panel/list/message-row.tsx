import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { OutcomeIcon } from '../../kit/badge.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { verdictOfMessage } from '../../store/list/outcome.ts';
import { messageTitle, partiesLine } from '../../store/message/describe-message.ts';
import { RowTime } from './row-time.tsx';
import { WhereTags } from './where-tags.tsx';

/** One message: what it is, how it stands, who sent it to whom. */
export function MessageRow({ message }: { message: InspectedMessage }) {
  const verdict = verdictOfMessage(message);
  const { label } = BINDINGS[message.reading.binding];
  const title = toVisibleString(messageTitle(message));
  const line = toVisibleString((message.error === null ? partiesLine(message) : message.error.message).slice(0, 300));
  return (
    <>
      <OutcomeIcon outcome={verdict.outcome} word={verdict.word} />
      <span class="row-title" title={title}>
        <span class="row-name">{title}</span>
        {label !== null && <span class="tag">{label}</span>}
        {message.exchange !== null && <WhereTags exchange={message.exchange} />}
      </span>
      <RowTime time={message.exchange?.startedAt ?? null} />
      <span class="row-line" title={line}>
        <bdi>{line}</bdi>
      </span>
    </>
  );
}
