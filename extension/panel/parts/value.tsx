import { useState } from 'preact/hooks';
import { splitVisible } from '../../store/visible-text.ts';

const FIRST = 2000;
const MORE = 100_000;

/**
 * A text out of a message: always text nodes, isolated from the direction of the text around,
 * hidden characters marked by their code points. A long one is shown in parts.
 */
export function Value({ text, code = false }: { text: string; code?: boolean }) {
  const [shown, setShown] = useState(FIRST);
  const visible = text.length > shown ? text.slice(0, shown) : text;
  return (
    <span class={code ? 'value code' : 'value'}>
      <bdi>
        {splitVisible(visible).map((piece, index) =>
          piece.code === null ? piece.text : <Hidden key={index} code={piece.code} />,
        )}
      </bdi>
      {text === '' && <span class="quiet">(empty)</span>}
      {text.length > shown && (
        <button type="button" class="link" onClick={() => setShown(shown + MORE)}>
          … show more of {text.length.toLocaleString('en')} characters
        </button>
      )}
    </span>
  );
}

function Hidden({ code }: { code: string }) {
  return (
    <span class="hidden-character" title={`Hidden characters: ${code}`}>
      {code}
    </span>
  );
}
