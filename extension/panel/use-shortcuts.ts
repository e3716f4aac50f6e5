import { useEffect } from 'preact/hooks';
import type { View } from '../store/list/view.ts';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { useWorkbench } from './parts/context.ts';

/** Hears the keys of `SHORTCUTS` that belong to no part of the panel: not in fields, and not while a dialog is open. */
export function useShortcuts(onDialog: (dialog: OpenDialog) => void): void {
  const { view } = useWorkbench();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const act = actionOf(event, view, onDialog);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [view, onDialog]);
}

function actionOf(event: KeyboardEvent, view: View, onDialog: (dialog: OpenDialog) => void): (() => void) | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return key === 'f' || key === 'k' ? goToFilter : null;
  if (isField(event.target)) return null;
  if (key === '/') return goToFilter;
  if (key === '?') return () => onDialog('help');
  if (key === 'j') return () => chooseBeside(view, 1);
  if (key === 'k') return () => chooseBeside(view, -1);
  return null;
}

function goToFilter(): void {
  const field = document.querySelector<HTMLInputElement>('.toolbar search input');
  field?.focus();
  field?.select();
}

function chooseBeside(view: View, step: 1 | -1): void {
  const rows = view.rows.peek();
  const chosen = rows.placeOf(view.selection.peek()?.key ?? null);
  const next = rows.at(chosen === -1 ? 0 : chosen + step);
  if (next !== null) view.select(next.key);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
