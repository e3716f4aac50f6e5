import { counted } from '#shared/base/count-words.ts';
import { flowTitle } from '#shared/explain/facts/flow-title.ts';
import { CONFIDENCE_WORDS } from '#shared/explain/words/verdict-words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { OutcomeIcon } from '../../kit/badge.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { wordsFor } from '../../store/base/words.ts';
import type { ListRow } from '../../store/list/rows.ts';
import { useWorkbench } from '../parts/context.ts';
import { RowTime } from './row-time.tsx';

/** A login or logout: how it ended, and why. */
export function FlowRow({ row }: { row: Extract<ListRow, { kind: 'flow' }> }) {
  const { view } = useWorkbench();
  const { flow, key, open } = row;
  const { what, ended, begun } = flowTitle(flow);
  const reason = toVisibleString(reasonOf(flow));
  const toggle = (event: MouseEvent) => {
    event.stopPropagation();
    view.setOpen(key, !open);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tree's arrow keys do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree's arrow keys do the same */}
      <span class={open ? 'twist open' : 'twist'} onClick={toggle}>
        <Icon name="chevron" />
      </span>
      <OutcomeIcon outcome={ended.outcome} word={ended.word} />
      <span
        class="row-title"
        title={`${what} ${ended.word.toLowerCase()}, ${begun}${flow.cause === null ? '' : `\n${SURE}: ${CONFIDENCE_WORDS[flow.confidence]}`}`}
      >
        <span class="row-head">
          <span class="row-name">
            {what} <span class={`tone-${ended.outcome}`}>{ended.word.toLowerCase()}</span>
          </span>
          {flow.cause !== null && (
            <span class="tag sure" title={`${SURE}: ${CONFIDENCE_WORDS[flow.confidence]}`}>
              <Icon name={flow.confidence} />
              <span class="sure-word">{flow.confidence}</span>
            </span>
          )}
        </span>
        {flow.initiator === 'idp' && <span class="tag">{begun}</span>}
      </span>
      <RowTime time={flow.startedAt} />
      <span class="row-line" title={reason}>
        {reason}
      </span>
    </>
  );
}

const SURE = 'How sure the cause is';

/** Why it ended as it did, in one line. */
function reasonOf(flow: Flow): string {
  if (flow.cause !== null) return wordsFor(flow.cause).title;
  const count = counted(flow.messages.length, 'message');
  if (flow.outcome === 'unknown') return `${count}; how it ended was not seen`;
  return hasFailed(flow) ? `${count}; no check explains it` : count;
}
