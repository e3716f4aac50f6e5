import { useState } from 'preact/hooks';
import { useWorkbench } from './context.ts';

/** A place to paste whatever carries a message. `onDone` is called when it could be read. */
export function PasteForm({ rows, onDone }: { rows: number; onDone?: () => void }) {
  const workbench = useWorkbench();
  const [text, setText] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    workbench.notices.clearErrors();
    if (await workbench.openInput('Pasted', text)) {
      setText('');
      onDone?.();
    }
  };
  return (
    <form class="paste-form" onSubmit={(event) => void submit(event)}>
      <textarea
        name="pasted"
        rows={rows}
        spellcheck={false}
        autocomplete="off"
        aria-label="A message in any form"
        placeholder="XML, a SAMLResponse or SAMLRequest value, a whole URL, a form body, HTML, a copied command, or any text with one of these in it"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="card-actions">
        <button type="submit" class="button" disabled={text.trim() === ''}>
          Inspect
        </button>
      </div>
    </form>
  );
}
