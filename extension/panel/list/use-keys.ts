import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ListRow, RowKey } from '../../store/rows.ts';
import { useWorkbench } from '../parts/context.ts';

/**
 * The keys of a tree (WAI-ARIA APG, Tree View): the arrows, Home and End move and select; Enter and Space select
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
    const index = rows.findIndex((row) => row.key === cursor.current);
    const row = rows[index];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (isFolding(event.key, row)) {
      event.preventDefault();
      view.setOpen(row.key, event.key === 'ArrowRight');
      return;
    }
    const target = targetOf(event.key, rows, index);
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

function targetOf(key: string, rows: readonly ListRow[], index: number): ListRow | null {
  const row = rows[index];
  if (key === 'Enter' || key === ' ') return row ?? null;
  if (key === 'ArrowDown') return rows[index + 1] ?? null;
  if (key === 'ArrowUp') return rows[index - 1] ?? null;
  if (key === 'Home') return rows[0] ?? null;
  if (key === 'End') return rows.at(-1) ?? null;
  if (key === 'ArrowRight') return row?.kind === 'flow' ? (rows[index + 1] ?? null) : null;
  if (key === 'ArrowLeft' && row !== undefined && row.kind !== 'flow')
    return rows.find((other) => other.key === row.parent) ?? null;
  return null;
}
