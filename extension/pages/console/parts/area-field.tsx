import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface AreaFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  hint?: ComponentChildren;
  problem?: string | null;
}

/** A field of many lines, in the font of code, with its label, its hint and what is wrong with it. */
export function AreaField({ label, value, onChange, rows, hint, problem = null }: AreaFieldProps) {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, problem === null ? '' : `${id}-problem`].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={problem !== null}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="quiet hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== null && (
        <p class="problem tone-bad" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
