import { useLayoutEffect, useRef } from 'preact/hooks';
import { Empty } from '../../kit/empty.tsx';
import type { ListRow, ListRows, RowKey } from '../../store/list/rows.ts';
import { useWorkbench } from '../parts/context.ts';
import { ExchangeRow } from './exchange-row.tsx';
import { FarSearchLine } from './far-search-line.tsx';
import { FlowRow } from './flow-row.tsx';
import { ListHead } from './list-head.tsx';
import { MessageRow } from './message-row.tsx';
import { useKeys } from './use-keys.ts';
import { ROW_HEIGHT, useWindow } from './use-window.ts';

/** The flows and their messages: a tree of which only the rows in sight are in the page. */
export function MessageList() {
  const { view, source } = useWorkbench();
  const rows = view.rows.value;
  const box = useRef<HTMLDivElement>(null);
  const range = useWindow(box, rows.length);
  const selected = view.selection.value?.key ?? null;
  const visible = rows.slice(range.first, range.last);
  const reachable = (visible.find((row) => row.key === selected) ?? visible[0])?.key ?? null;
  const onKeyDown = useKeys(box, reachable);
  useSelectedInSight(box, rows, selected, source.value?.id ?? '');

  return (
    <section class="list-side" aria-label="List">
      <ListHead />
      <FarSearchLine />
      {rows.length === 0 ? (
        <NothingLeft />
      ) : (
        <div ref={box} class="list" role="tree" aria-label="Flows and messages" onKeyDown={onKeyDown}>
          <div class="list-sizer" role="presentation" style={{ height: `${rows.length * ROW_HEIGHT}px` }}>
            <div
              class="list-window"
              role="presentation"
              style={{ transform: `translateY(${range.first * ROW_HEIGHT}px)` }}
            >
              {visible.map((row) => (
                <TreeRow key={row.key} row={row} selected={row.key === selected} reachable={row.key === reachable} />
              ))}
            </div>
          </div>
        </div>
      )}
    </section>
  );
}

function TreeRow({ row, selected, reachable }: { row: ListRow; selected: boolean; reachable: boolean }) {
  const { view } = useWorkbench();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around handles the keys of all its rows
    <div
      class={`row row-${row.kind} level-${row.level}`}
      role="treeitem"
      tabIndex={reachable ? 0 : -1}
      data-key={row.key}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={row.kind === 'flow' ? row.open : undefined}
      onClick={() => view.select(row.key)}
    >
      <RowContent row={row} />
    </div>
  );
}

function RowContent({ row }: { row: ListRow }) {
  if (row.kind === 'flow') return <FlowRow row={row} />;
  return row.kind === 'message' ? <MessageRow message={row.message} /> : <ExchangeRow exchange={row.exchange} />;
}

function NothingLeft() {
  const { view } = useWorkbench();
  const reset = () => {
    view.filter.value = '';
    view.onlyFailures.value = false;
  };
  return (
    <div class="list">
      <Empty title="Nothing matches the filter">
        {view.filterProblems.value.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
        <button type="button" class="button" onClick={reset}>
          Show everything
        </button>
      </Empty>
    </div>
  );
}

/** Scrolls to the selected row when the selection changes, or while it follows the newest flow; never while it only stays. */
function useSelectedInSight(
  box: { current: HTMLDivElement | null },
  rows: ListRows,
  selected: RowKey | null,
  source: string,
): void {
  const latest = useRef(rows);
  latest.current = rows;
  useLayoutEffect(() => {
    const index = latest.current.placeOf(selected);
    if (box.current !== null && index >= 0) bringIntoSight(box.current, index);
  }, [selected, source]);
}

function bringIntoSight(box: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_HEIGHT - box.clientHeight;
}
