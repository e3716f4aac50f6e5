import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

const SHOWN = 1500;

interface CopyButtonProps {
  text: () => string;
  /** What is copied, for screen readers. */
  label: string;
  /** Shows the word too. */
  withWord?: boolean;
  /** What stands on the button instead of `Copy`. */
  words?: string;
  disabled?: boolean;
}

/** Copies a text exactly as it is. */
export function CopyButton({ text, label, withWord = false, words = 'Copy', disabled = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);
  const word = { idle: 'Copy', done: 'Copied', failed: 'Not copied' }[state];
  const shown = state === 'idle' ? words : word;
  const hasWord = withWord || words !== 'Copy';
  return (
    <button
      type="button"
      class={hasWord ? 'button small' : 'button small bare'}
      aria-label={`${word} ${label}`}
      title={`${word} ${label}`}
      disabled={disabled}
      onClick={() => setState(copyText(text()) ? 'done' : 'failed')}
    >
      <Icon name={state === 'done' ? 'good' : state === 'failed' ? 'bad' : 'copy'} />
      {hasWord && <span class={words === 'Copy' ? undefined : 'tool-word'}>{shown}</span>}
    </button>
  );
}
