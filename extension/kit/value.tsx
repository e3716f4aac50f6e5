import { useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { Visible } from './visible.tsx';

interface ValueProps {
  text: string;
  /** In the font of code. */
  code?: boolean;
  /** So many characters are shown at first. */
  first?: number;
}

const FIRST = 2000;
const MORE = 100_000;

/**
 * A text out of a message: always text nodes, isolated from the direction of the text around,
 * hidden characters marked by their code points. A long one is shown in parts.
 */
export function Value({ text, code = false, first = FIRST }: ValueProps) {
  const [shown, setShown] = useState(first);
  const visible = text.length > shown ? text.slice(0, shown) : text;
  return (
    <span class={code ? 'value code' : 'value'}>
      <bdi>
        <Visible text={visible} />
      </bdi>
      {text === '' && <span class="quiet">(empty)</span>}
      {text.length > shown && (
        <button type="button" class="link" onClick={() => setShown(shown + MORE)}>
          … show more of {counted(text.length, 'character')}
        </button>
      )}
    </span>
  );
}
