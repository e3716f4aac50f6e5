import { splitVisible } from './visible-text.ts';

/** Text as text, its hidden characters marked by their code points. */
export function Visible({ text }: { text: string }) {
  return (
    <>
      {splitVisible(text).map((piece, index) =>
        piece.code === null ? (
          piece.text
        ) : (
          <span key={index} class="hidden-character" title={`Hidden characters: ${piece.code}`}>
            {piece.code}
          </span>
        ),
      )}
    </>
  );
}
