import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { copyText } from '../../kit/copy-text.ts';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { wordsFor } from '../../store/base/words.ts';
import { verdictOfFinding } from '../../store/list/outcome.ts';
import type { SignedRange } from '../../store/message/coverage.ts';
import { type Folds, foldedAtFirst, foldsOf, unfoldedRows } from '../../store/message/xml-folds.ts';
import { marksOn, signedBy, type XmlMark } from '../../store/message/xml-marks.ts';
import { rowAt, type XmlRow } from '../../store/message/xml-rows.ts';
import type { OpenedRange } from '../../store/recording/opened-ranges.ts';
import { useWorkbench } from '../parts/context.ts';
import { RowCode } from './xml-row-code.tsx';

interface XmlRowsProps {
  rows: readonly XmlRow[];
  text: string;
  marks: readonly XmlMark[];
  signed: readonly SignedRange[];
  /** What came encrypted. */
  opened: readonly OpenedRange[];
  /** What was found and points at a place in the text. */
  findings: readonly Finding[];
  /** `tree`: all but the top is folded at first; `flat`: nothing can be folded. */
  folding: 'tree' | 'open' | 'flat';
  /** Offset to bring into sight; null: none. */
  target: number | null;
}

/** So many rows are in the page at once; the rest is a click away. */
const PAGE = 1200;
const BEFORE = 200;
const NO_FOLDS: Folds = new Map();

/** The rows of the XML, those around the target first. */
export function XmlRows({ rows, text, marks, signed, opened, findings, folding, target }: XmlRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const folds = useMemo(() => (folding === 'flat' ? NO_FOLDS : foldsOf(rows)), [rows, folding]);
  const [folded, setFolded] = useState<ReadonlySet<number>>(() =>
    folding === 'tree' ? foldedAtFirst(rows, folds) : new Set(),
  );
  const targetRow = target === null ? null : rowAt(rows, target);
  const shown = useMemo(
    () => unfoldedRows(rows.length, folds, folded, targetRow),
    [rows.length, folds, folded, targetRow],
  );
  const place = targetRow === null ? null : shown.indexOf(targetRow);
  const [first, setFirst] = useState(0);
  const from = place === null || (place >= first && place < first + PAGE) ? first : Math.max(0, place - BEFORE);
  const byRow = useMemo(() => findingsByRow(rows, findings), [rows, findings]);

  useEffect(() => {
    setFirst(from);
    if (targetRow !== null)
      box.current?.querySelector(`[data-row="${targetRow}"]`)?.scrollIntoView({ block: 'center' });
  }, [from, targetRow, target]);

  const toggle = (number: number) => {
    const next = new Set(folded);
    if (!next.delete(number)) next.add(number);
    setFolded(next);
  };
  return (
    <div class="xml" ref={box}>
      {from > 0 && <More rows={from} word="earlier" onClick={() => setFirst(Math.max(0, from - PAGE))} />}
      {shown.slice(from, from + PAGE).map((number) => {
        const row = rows[number];
        if (row === undefined) return null;
        const end = folds.get(number);
        return (
          <Row
            key={number}
            number={number}
            row={row}
            text={text}
            marks={marksOn(row, marks)}
            outcome={signedBy(row, signed)}
            opened={opened.some((range) => range.start <= row.start && range.end >= row.end)}
            findings={byRow.get(number) ?? []}
            end={end === undefined ? null : (rows[Math.min(end, rows.length - 1)]?.end ?? null)}
            hidden={end !== undefined && folded.has(number) ? end - number - 1 : 0}
            onToggle={() => toggle(number)}
          />
        );
      })}
      {from + PAGE < shown.length && (
        <More rows={shown.length - from - PAGE} word="later" onClick={() => setFirst(from + PAGE)} />
      )}
    </div>
  );
}

function findingsByRow(rows: readonly XmlRow[], findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const placed = findings.flatMap((finding) =>
    finding.range === null ? [] : [{ finding, start: finding.range.start }],
  );
  return new Map(
    [...Map.groupBy(placed, ({ start }) => rowAt(rows, start))].map(([number, all]) => [
      number,
      all.map(({ finding }) => finding),
    ]),
  );
}

interface RowProps {
  number: number;
  row: XmlRow;
  text: string;
  marks: readonly XmlMark[];
  outcome: SignedRange['outcome'] | null;
  opened: boolean;
  findings: readonly Finding[];
  /** Offset at which what the row opens ends; null: it opens nothing. */
  end: number | null;
  /** How many rows are folded under it. */
  hidden: number;
  onToggle: () => void;
}

function Row({ number, row, text, marks, outcome, opened, findings, end, hidden, onToggle }: RowProps) {
  const { notices } = useWorkbench();
  const classes = `xml-row${outcome === null ? '' : ` signed signed-${outcome}`}${opened ? ' opened' : ''}`;
  const copy = () => {
    const isCopied = copyText(text.slice(row.start, end ?? row.end));
    if (isCopied)
      notices.show('neutral', `${end === null ? 'The line' : 'The element'} is on the clipboard, as it came.`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'c' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    copy();
  };
  return (
    <div class={classes} data-row={number}>
      <span class="xml-margin">
        {end !== null && (
          <button
            type="button"
            class={hidden > 0 ? 'xml-fold' : 'xml-fold open'}
            aria-expanded={hidden === 0}
            aria-label={hidden > 0 ? `Unfold ${counted(hidden, 'row')}` : 'Fold'}
            title={`${hidden > 0 ? 'Unfold' : 'Fold'}. Press c to copy this element`}
            onClick={onToggle}
            onKeyDown={onKeyDown}
          >
            <Icon name="chevron" />
          </button>
        )}
        {findings.length > 0 && <Mark findings={findings} />}
      </span>
      <RowCode row={row} text={text} marks={marks} hidden={hidden} />
      {/* By keyboard it is c: as many stops for Tab as there are lines would be in everybody's way. */}
      <button
        type="button"
        class="xml-copy"
        tabIndex={-1}
        aria-label={end === null ? 'Copy this line' : 'Copy this element'}
        title={end === null ? 'Copy this line' : 'Copy this element, with all that is in it'}
        onClick={copy}
      >
        <Icon name="copy" />
      </button>
    </div>
  );
}

/** What was found at a row; leads to the findings. */
function Mark({ findings }: { findings: readonly Finding[] }) {
  const { view } = useWorkbench();
  const [first] = findings;
  if (first === undefined) return null;
  const { outcome } = verdictOfFinding(first);
  const words = findings.map((finding) => toVisibleString(wordsFor(finding).title)).join('\n');
  return (
    <button
      type="button"
      class={`xml-found tone-${outcome}`}
      aria-label={`Found here: ${words}`}
      title={words}
      onClick={() => (view.tab.value = 'findings')}
    >
      <Icon name={outcome} />
    </button>
  );
}

function More({ rows, word, onClick }: { rows: number; word: string; onClick: () => void }) {
  return (
    <button type="button" class="link xml-more" onClick={onClick}>
      {counted(rows, `${word} row`)}
    </button>
  );
}
