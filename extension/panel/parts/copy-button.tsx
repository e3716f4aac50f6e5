import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

const SHOWN = 1500;

/** Copies a text exactly as it is. `label` says what for screen readers; `withWord` shows the word too. */
export function CopyButton({
  text,
  label,
  withWord = false,
}: {
  text: () => string;
  label: string;
  withWord?: boolean;
}) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);
  const word = { idle: 'Copy', done: 'Copied', failed: 'Not copied' }[state];
  return (
    <button
      type="button"
      class={withWord ? 'button small' : 'button small bare'}
      aria-label={`${word} ${label}`}
      title={`${word} ${label}`}
      onClick={() => setState(copyText(text()) ? 'done' : 'failed')}
    >
      <Icon name={state === 'done' ? 'good' : state === 'failed' ? 'bad' : 'copy'} />
      {withWord && <span>{word}</span>}
    </button>
  );
}
