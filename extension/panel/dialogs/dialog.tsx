import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Banners } from '../banners.tsx';
import { Icon } from '../parts/icon.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog of the browser's own: it keeps the focus inside, Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const close = () => element.current?.close();
  const onBackdrop = (event: MouseEvent) => {
    if (event.target === element.current) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; by keyboard Escape does
    <dialog ref={element} class="dialog" aria-labelledby={id} onClose={onClose} onClick={onBackdrop}>
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="button small bare" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <Banners />
        {children}
      </div>
    </dialog>
  );
}
