import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { type ConditionEditor, type EditorNote, openEditor } from './code-mirror.ts';
import { type KnownNames, offersAt } from './completions.ts';

interface ConditionFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** What is to be said of the text as it is. */
  notes: readonly EditorNote[];
  known: KnownNames;
}

const DESCRIPTION = 'Ctrl+Space offers what can be written, F8 goes to the next note, Ctrl+Z takes back.';

/** The condition of a rule: an editor that knows the language, and which attributes there are. */
export function ConditionField({ value, onChange, notes, known }: ConditionFieldProps) {
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<ConditionEditor | null>(null);
  /** Texts that were typed and did not come back as `value` yet. */
  const typed = useRef<string[]>([]);
  // The editor lives longer than one drawing: it asks for what is current.
  const current = useRef({ onChange, known });
  current.current = { onChange, known };
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    editor.current = openEditor(element, {
      label: 'Condition',
      description: DESCRIPTION,
      value,
      onChange: (next) => {
        typed.current.push(next);
        current.current.onChange(next);
      },
      offersAt: (before) => offersAt(before, current.current.known),
    });
    return () => editor.current?.close();
  }, []);
  useLayoutEffect(() => {
    // What comes back of what was typed may be overtaken by the next key: put in place, it would take that key away.
    const at = typed.current.indexOf(value);
    typed.current = at < 0 ? [] : typed.current.slice(at + 1);
    if (at < 0) editor.current?.setText(value);
  }, [value]);
  useLayoutEffect(() => editor.current?.setNotes(notes), [notes]);
  return (
    <div class="field">
      <span class="field-label" id={id}>
        Condition
      </span>
      <div ref={host} class="condition-editor" data-field="condition" />
      <p class="quiet hint">{DESCRIPTION}</p>
    </div>
  );
}
