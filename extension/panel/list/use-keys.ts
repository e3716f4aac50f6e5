import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ListRow, ListRows, RowKey } from '../../store/list/rows.ts';
import { useWorkbench } from '../parts/context.ts';
import { ROW_HEIGHT } from './use-window.ts';

/**
 * The keys of a tree (WAI-ARIA APG, Tree View): the arrows, Page Up and Down, Home and End move and select; Enter and Space select
 * where Tab led. `current` is the row that Tab leads to. Keys may come faster than
 * the page is painted, and lead to a row that is not in the page before the list has scrolled.
 */
export function useKeys(box: { current: HTMLElement | null }, current: RowKey | null): (event: KeyboardEvent) => void {
  const { view } = useWorkbench();
  const cursor = useRef(current);
  const moved = useRef(false);
  cursor.current = moved.current ? cursor.current : current;
  useLayoutEffect(() => {
    if (!moved.current || cursor.current === null) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(cursor.current)}"]`);
    if (!row) return;
    moved.current = false;
    row.focus({ preventScroll: true });
  });
  return (event) => {
    const rows = view.rows.peek();
    const place = rows.placeOf(cursor.current);
    const row = rows.at(place);
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (isFolding(event.key, row)) {
      event.preventDefault();
      view.setOpen(row.key, event.key === 'ArrowRight');
      return;
    }
    const inSight = Math.floor((box.current?.clientHeight ?? 0) / ROW_HEIGHT);
    const target = targetOf(event.key, { rows, row, place, page: Math.max(1, inSight - 1) });
    if (target === null) return;
    event.preventDefault();
    moved.current = target.key !== view.selection.peek()?.key;
    cursor.current = target.key;
    view.select(target.key);
  };
}

function isFolding(key: string, row: ListRow): boolean {
  return row.kind === 'flow' && ((key === 'ArrowRight' && !row.open) || (key === 'ArrowLeft' && row.open));
}

interface TreePlace {
  readonly rows: ListRows;
  readonly row: ListRow;
  readonly place: number;
  /** Lines of a page. */
  readonly page: number;
}

function targetOf(key: string, { rows, row, place, page }: TreePlace): ListRow | null {
  if (key === 'Enter' || key === ' ') return row;
  if (key === 'ArrowDown') return rows.at(place + 1);
  if (key === 'ArrowUp') return rows.at(place - 1);
  if (key === 'PageDown') return rows.at(Math.min(rows.length - 1, place + page));
  if (key === 'PageUp') return rows.at(Math.max(0, place - page));
  if (key === 'Home') return rows.at(0);
  if (key === 'End') return rows.at(rows.length - 1);
  if (key === 'ArrowRight') return row.kind === 'flow' ? rows.at(place + 1) : null;
  if (key === 'ArrowLeft' && row.kind !== 'flow') return rows.at(rows.placeOf(row.parent));
  return null;
}
