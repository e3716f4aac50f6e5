import { useEffect, useRef, useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { Visible } from '../../kit/visible.tsx';
import type { SignedRange } from '../../store/coverage.ts';
import type { OpenedRange } from '../../store/opened-ranges.ts';
import { type MarkedToken, marksOn, markTokens, signedBy, type XmlMark } from '../../store/xml-marks.ts';
import { rowAt, type XmlRow } from '../../store/xml-rows.ts';

interface XmlRowsProps {
  rows: readonly XmlRow[];
  text: string;
  marks: readonly XmlMark[];
  signed: readonly SignedRange[];
  /** What came encrypted. */
  opened: readonly OpenedRange[];
  /** Offset to bring into sight; null: none. */
  target: number | null;
}

/** So many rows are in the page at once; the rest is a click away. */
const PAGE = 1200;
const BEFORE = 200;

/** The rows of the XML, those around the target first. */
export function XmlRows({ rows, text, marks, signed, opened, target }: XmlRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const targetRow = target === null ? null : rowAt(rows, target);
  const [first, setFirst] = useState(0);
  const from =
    targetRow === null || (targetRow >= first && targetRow < first + PAGE) ? first : Math.max(0, targetRow - BEFORE);
  const visible = rows.slice(from, from + PAGE);

  useEffect(() => {
    setFirst(from);
    if (targetRow !== null)
      box.current?.querySelector(`[data-row="${targetRow}"]`)?.scrollIntoView({ block: 'center' });
  }, [from, targetRow, target]);

  return (
    <div class="xml" ref={box}>
      {from > 0 && <More rows={from} word="earlier" onClick={() => setFirst(Math.max(0, from - PAGE))} />}
      {visible.map((row, index) => (
        <Row
          key={from + index}
          number={from + index}
          row={row}
          text={text}
          marks={marksOn(row, marks)}
          outcome={signedBy(row, signed)}
          opened={opened.some(({ start, end }) => start <= row.start && end >= row.end)}
        />
      ))}
      {from + PAGE < rows.length && (
        <More rows={rows.length - from - PAGE} word="later" onClick={() => setFirst(from + PAGE)} />
      )}
    </div>
  );
}

interface RowProps {
  number: number;
  row: XmlRow;
  text: string;
  marks: readonly XmlMark[];
  outcome: SignedRange['outcome'] | null;
  opened: boolean;
}

function Row({ number, row, text, marks, outcome, opened }: RowProps) {
  const classes = `xml-row${outcome === null ? '' : ` signed signed-${outcome}`}${opened ? ' opened' : ''}`;
  return (
    <div class={classes} data-row={number}>
      <code style={{ '--indent': row.indent }}>
        {markTokens(row, marks).map((token) => (
          <Token key={token.start} token={token} text={text.slice(token.start, token.end)} />
        ))}
      </code>
    </div>
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

function More({ rows, word, onClick }: { rows: number; word: string; onClick: () => void }) {
  return (
    <button type="button" class="link xml-more" onClick={onClick}>
      {counted(rows, `${word} row`)}
    </button>
  );
}
