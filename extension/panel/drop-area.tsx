import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWorkbench } from './parts/context.ts';
import { readFiles } from './parts/read-files.ts';

/** The panel as a place to drop files on, and to paste a message into from anywhere outside a field. */
export function DropArea({ children }: { children: ComponentChildren }) {
  const workbench = useWorkbench();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isField(event.target) || document.querySelector('dialog[open]') !== null) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      workbench.notices.clearErrors();
      void workbench.openInput('Pasted', text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [workbench]);

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void readFiles(workbench, files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the Open dialog does the same by keyboard
    <div
      class={over ? 'frame over' : 'frame'}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
    </div>
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
