import { OutcomeIcon } from '../../kit/badge.tsx';
import { Icon } from '../../kit/icon.tsx';
import { causeLine, titleOfFlow } from '../../store/describe-flow.ts';
import { verdictOfFlow } from '../../store/outcome.ts';
import type { ListRow } from '../../store/rows.ts';
import { toClockTime } from '../../store/times.ts';
import { useWorkbench } from '../parts/context.ts';

/** A login or logout: how it ended, and why. */
export function FlowRow({ row }: { row: Extract<ListRow, { kind: 'flow' }> }) {
  const { view } = useWorkbench();
  const { flow, key, open } = row;
  const verdict = verdictOfFlow(flow);
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
      <OutcomeIcon outcome={verdict.outcome} word={verdict.word} />
      <span class="row-title">
        {titleOfFlow(flow)} <span class={`tone-${verdict.outcome}`}>{verdict.word.toLowerCase()}</span>
      </span>
      <span class="row-time">{toClockTime(flow.startedAt)}</span>
      <span class="row-line">{causeLine(flow)}</span>
    </>
  );
}
