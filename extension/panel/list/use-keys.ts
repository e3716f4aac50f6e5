import { useEffect, useRef } from 'preact/hooks';
import type { Row } from '../../store/rows.ts';
import { useWorkbench } from '../context.ts';

/** The keys of a tree (WAI-ARIA APG, Tree View): the arrows, Home and End move and select; Enter and Space select where Tab led. */
export function useKeys(
  box: { current: HTMLElement | null },
  rows: readonly Row[],
  current: string | null,
): (event: KeyboardEvent) => void {
  const { view } = useWorkbench();
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });
  return (event) => {
    const index = rows.findIndex((row) => row.key === current);
    const row = rows[index];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (
      row.kind === 'flow' &&
      (event.key === 'ArrowRight' || event.key === 'ArrowLeft') &&
      row.open !== (event.key === 'ArrowRight')
    ) {
      event.preventDefault();
      view.setOpen(row.key, event.key === 'ArrowRight');
      return;
    }
    const target = targetOf(event.key, rows, index);
    if (target === null) return;
    event.preventDefault();
    moved.current = true;
    view.select(target.key);
  };
}

function targetOf(key: string, rows: readonly Row[], index: number): Row | null {
  const row = rows[index];
  if (key === 'Enter' || key === ' ') return row ?? null;
  if (key === 'ArrowDown') return rows[index + 1] ?? null;
  if (key === 'ArrowUp') return rows[index - 1] ?? null;
  if (key === 'Home') return rows[0] ?? null;
  if (key === 'End') return rows.at(-1) ?? null;
  if (key === 'ArrowRight') return row?.kind === 'flow' ? (rows[index + 1] ?? null) : null;
  if (key === 'ArrowLeft' && row?.kind === 'message') return rows.find((other) => other.key === row.parent) ?? null;
  return null;
}
