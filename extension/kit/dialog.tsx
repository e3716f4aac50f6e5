import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface DialogProps {
  title: string;
  /** For what stands side by side. */
  wide?: boolean;
  /** What people should know now, above the rest. */
  notices?: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog of the browser's own: it keeps the focus inside, Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, wide = false, notices, onClose, children }: DialogProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const onBackdrop = (event: MouseEvent) => {
    if (event.target === element.current) onClose();
  };
  // The browser tells of a closed dialog a little later: of one that is gone by then, it must not close the next.
  const onClosed = () => {
    if (element.current !== null) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; by keyboard Escape does
    <dialog
      ref={element}
      class={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onClose={onClosed}
      onClick={onBackdrop}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="button small bare" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {notices}
        {children}
      </div>
    </dialog>
  );
}
