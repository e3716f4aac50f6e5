import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SelectFieldProps<Name extends string> {
  label: string;
  value: Name;
  /** Each value and what it is called. */
  options: readonly (readonly [Name, string])[];
  onChange: (value: Name) => void;
  hint?: ComponentChildren;
}

/** A choice of a few with its label. */
export function SelectField<Name extends string>({ label, value, options, onChange, hint }: SelectFieldProps<Name>) {
  const id = useId();
  const choose = (chosen: string) => {
    const option = options.find(([name]) => name === chosen);
    if (option !== undefined) onChange(option[0]);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {options.map(([name, word]) => (
          <option key={name} value={name}>
            {word}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p class="quiet hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
