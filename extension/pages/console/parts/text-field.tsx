import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What belongs in it. */
  hint?: ComponentChildren;
  /** What is wrong with it. */
  problem?: string | null;
  /** Not to be read over a shoulder. */
  isSecret?: boolean;
  required?: boolean;
  disabled?: boolean;
  /** In the font of code. */
  code?: boolean;
  /** Names to choose from; others can be typed as well. */
  choices?: readonly string[];
}

/** A field of one line with its label, its hint and what is wrong with it, all three said by screen readers. */
export function TextField(props: TextFieldProps) {
  const { label, hint, problem = null, choices = [] } = props;
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, problem === null ? '' : `${id}-problem`].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Input {...props} id={id} described={described} />
      {choices.length > 0 && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
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

function Input(props: TextFieldProps & { id: string; described: string }) {
  const { id, described, value, onChange, problem = null, choices = [] } = props;
  const common = {
    id,
    value,
    ...(props.code === true ? { class: 'code' } : {}),
    ...(described === '' ? {} : { 'aria-describedby': described }),
    required: props.required ?? false,
    disabled: props.disabled ?? false,
    spellcheck: false,
    'aria-invalid': problem !== null,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
  };
  if (props.isSecret === true) return <input {...common} type="password" autocomplete="current-password" />;
  const list = choices.length === 0 ? {} : { list: `${id}-choices` };
  return <input {...common} {...list} type="text" autocomplete="off" />;
}
