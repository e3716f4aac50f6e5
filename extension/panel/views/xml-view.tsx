import { useMemo, useState } from 'preact/hooks';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { findAll } from '../../store/base/search.ts';
import { signedRanges } from '../../store/message/coverage.ts';
import { decodingStages } from '../../store/message/decoding-stages.ts';
import type { XmlMark } from '../../store/message/xml-marks.ts';
import { exactRows, prettyRows } from '../../store/message/xml-rows.ts';
import { openedRanges } from '../../store/recording/opened-ranges.ts';
import { useWorkbench } from '../parts/context.ts';
import { Namespaces } from './namespaces.tsx';
import { SignedLegend } from './signed-legend.tsx';
import { XmlRows } from './xml-rows.tsx';
import { XmlSearch } from './xml-search.tsx';

type Mode = 'pretty' | 'tree' | 'exact';

/** The message's XML, laid out or exactly as it came, with what is signed and what a finding points at. */
export function XmlView({ message }: { message: InspectedMessage }) {
  const { view } = useWorkbench();
  const [mode, setMode] = useState<Mode>(message.document === null ? 'exact' : 'pretty');
  const [sought, setSought] = useState('');
  const [current, setCurrent] = useState(0);
  const { document } = message;
  const text = document?.text ?? message.wire?.xml ?? '';
  const rows = useMemo(
    () => (mode !== 'exact' && document !== null ? prettyRows(document) : exactRows(text, document)),
    [mode, document, text],
  );
  const opened = useMemo(() => openedRanges(message), [message]);
  const hits = useMemo(() => findAll(text, sought), [text, sought]);
  const focus = view.focus.value?.message === message.index ? view.focus.value : null;
  const marks = useMemo(() => toMarks(focus, hits, sought.length, current), [focus, hits, sought, current]);
  if (text === '') return <NoXml />;
  const search = (next: string) => {
    setSought(next);
    setCurrent(0);
  };
  const target = hits.length > 0 ? (hits[current] ?? null) : (focus?.start ?? null);
  return (
    <div class="xml-view">
      <div class="view-tools">
        <ModeSwitch mode={mode} pretty={document !== null} onChange={setMode} />
        <XmlSearch sought={sought} count={hits.length} current={current} onSearch={search} onCurrent={setCurrent} />
        <span class="spacer" />
        <CopyButton
          text={() => text}
          label={opened.length === 0 ? 'the XML exactly as it came' : 'the XML with what was opened'}
          withWord
        />
        {opened.length > 0 && (
          <CopyButton text={() => message.wire?.xml ?? ''} label="the XML exactly as it came, still encrypted" />
        )}
        {decodingStages(message).map(({ word, label, text: stage }) => (
          <CopyButton key={word} text={() => stage} label={label} words={`Copy ${word}`} />
        ))}
      </div>
      {document !== null && <Namespaces document={document} />}
      <SignedLegend signatures={message.signatures} opened={opened.length > 0} />
      <XmlRows
        key={mode}
        rows={rows}
        text={text}
        marks={marks}
        signed={signedRanges(message.signatures)}
        opened={opened}
        findings={message.findings.filter(({ outcome }) => outcome === 'fail')}
        folding={mode === 'exact' ? 'flat' : mode === 'tree' ? 'tree' : 'open'}
        target={target}
      />
    </div>
  );
}

function toMarks(
  focus: { start: number; end: number } | null,
  hits: readonly number[],
  length: number,
  current: number,
): XmlMark[] {
  const found = hits.map(
    (start, index): XmlMark => ({ start, end: start + length, kind: index === current ? 'current' : 'hit' }),
  );
  return focus === null ? found : [{ start: focus.start, end: focus.end, kind: 'focus' }, ...found];
}

function ModeSwitch({ mode, pretty, onChange }: { mode: Mode; pretty: boolean; onChange: (mode: Mode) => void }) {
  return (
    <fieldset class="switch">
      <legend class="for-readers">Layout</legend>
      <button
        type="button"
        class="button small"
        aria-pressed={mode === 'pretty'}
        disabled={!pretty}
        onClick={() => onChange('pretty')}
      >
        Pretty
      </button>
      <button
        type="button"
        class="button small"
        aria-pressed={mode === 'tree'}
        disabled={!pretty}
        title="Folded below the top"
        onClick={() => onChange('tree')}
      >
        Tree
      </button>
      <button type="button" class="button small" aria-pressed={mode === 'exact'} onClick={() => onChange('exact')}>
        Exact
      </button>
    </fieldset>
  );
}

function NoXml() {
  return (
    <Empty title="There is no XML to show">
      <p>The value could not be decoded that far. The HTTP tab has it as it came.</p>
    </Empty>
  );
}
