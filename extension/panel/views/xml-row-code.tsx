import { Visible } from '../../kit/visible.tsx';
import { type MarkedToken, markTokens, type XmlMark } from '../../store/message/xml-marks.ts';
import type { XmlRow } from '../../store/message/xml-rows.ts';

interface RowCodeProps {
  row: XmlRow;
  text: string;
  marks: readonly XmlMark[];
  /** How many rows are folded under it. */
  hidden: number;
}

/** The text of a row of XML, coloured and marked. */
export function RowCode({ row, text, marks, hidden }: RowCodeProps) {
  return (
    <code style={{ '--indent': row.indent }}>
      {markTokens(row, marks).map((token) => (
        <Token key={token.start} token={token} text={text.slice(token.start, token.end)} />
      ))}
      {hidden > 0 && <span class="quiet"> …</span>}
    </code>
  );
}

function Token({ token, text }: { token: MarkedToken; text: string }) {
  const classes = `xml-${token.kind}${token.mark === null ? '' : ` mark-${token.mark}`}`;
  const written =
    token.kind === 'text' || token.kind === 'attribute-value' || token.kind === 'comment' || token.kind === 'cdata';
  if (!written) return <span class={classes}>{text}</span>;
  return (
    <bdi class={classes}>
      <Visible text={text} />
    </bdi>
  );
}
