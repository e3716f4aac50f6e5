import { render } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { andMore } from '#shared/base/count-words.ts';
import { flowSequence } from '#shared/explain/sequence/flow-sequence.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Icon } from '../../../kit/icon.tsx';
import { saveFile } from '../../../kit/save-file.ts';
import { useWorkbench } from '../../parts/context.ts';
import { useCompanionWords } from '../../parts/use-companion-words.ts';
import { ChosenExchange } from '../chosen-exchange.tsx';
import { type Layout, layOut } from './lay-out.ts';
import { toPng, toSvgText } from './picture.ts';
import { SequenceDrawing } from './sequence-drawing.tsx';
import '../../styles/sequence.css';

/** Pixels of a picture to give away, whatever the panel's width. */
const PICTURE_WIDTH = 860;

interface FlowViewProps {
  flow: Flow;
  messages: readonly InspectedMessage[];
}

/** Who sent what to whom, in time; each arrow shows its exchange. */
export function FlowView({ flow, messages }: FlowViewProps) {
  const { view } = useWorkbench();
  const box = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const placed = useCompanionWords(messages);
  const noted = new Map(flow.steps.flatMap(({ exchange }) => [[exchange, placed(exchange)] as const]).filter(isTold));
  const key = JSON.stringify([...noted]);
  const sequence = useMemo(() => flowSequence(flow, messages, { redacted: false, noted }), [flow, messages, key]);
  const [width, setWidth] = useState(PICTURE_WIDTH);
  useLayoutEffect(() => {
    const place = box.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => setWidth(place.clientWidth));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const layout = useMemo(() => layOut(sequence, width), [sequence, width]);
  if (sequence.arrows.length === 0) return <p class="quiet">No exchange of this flow was recorded.</p>;
  return (
    <div class="stack">
      <PictureTools flow={flow} messages={messages} box={box} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={box} class="sequence-box" aria-label="Diagram" tabIndex={0}>
        <SequenceDrawing
          layout={layout}
          chosen={view.exchange.value === null ? null : chosen}
          onChoose={({ key, exchange }) => {
            const again = key === chosen && view.exchange.value !== null;
            setChosen(again ? null : key);
            view.exchange.value = again ? null : exchange;
          }}
        />
      </section>
      {sequence.left > 0 && <p class="quiet">{andMore(sequence.left, 'request')}</p>}
      <ChosenExchange />
    </div>
  );
}

function isTold(entry: readonly [string, string | null]): entry is readonly [string, string] {
  return entry[1] !== null;
}

/** The diagram as a picture to give away: without hosts and words out of pages, unless the user wants them in it. */
function PictureTools({ flow, messages, box }: FlowViewProps & { box: { readonly current: HTMLElement | null } }) {
  const { notices } = useWorkbench();
  const [redacted, setRedacted] = useState(true);
  const how = redacted ? 'without hosts, paths, names of cookies and words out of pages' : 'with hosts and paths in it';
  const draw = (): { readonly svg: string; readonly layout: Layout } | null => {
    const place = box.current;
    if (place === null) return null;
    const layout = layOut(flowSequence(flow, messages, { redacted }), PICTURE_WIDTH);
    return { svg: drawApart(place, layout), layout };
  };
  const png = async (layout: Layout, svg: string) => toPng(svg, layout.width, layout.height);
  const savePng = async () => {
    const drawn = draw();
    if (drawn === null) return;
    saveFile('login-flow.png', 'image/png', await png(drawn.layout, drawn.svg));
    notices.show('neutral', `The picture is saved, ${how}.`);
  };
  const copy = async () => {
    const drawn = draw();
    if (drawn === null) return;
    const made = await png(drawn.layout, drawn.svg);
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': made })]);
      notices.show('neutral', `The picture is on the clipboard, ${how}.`);
    } catch {
      // Developer tools and pages without TLS may not: the file is the same picture.
      saveFile('login-flow.png', 'image/png', made);
      notices.show('neutral', `This page may not put pictures on the clipboard: it was saved instead, ${how}.`);
    }
  };
  const saveSvg = () => {
    const drawn = draw();
    if (drawn === null) return;
    saveFile('login-flow.svg', 'image/svg+xml', drawn.svg);
    notices.show('neutral', `The picture is saved, ${how}.`);
  };
  const run = (work: () => Promise<void>) => void work().catch(notices.showError);
  return (
    <div class="view-tools">
      <button type="button" class="button small" onClick={() => run(copy)}>
        <Icon name="copy" />
        <span>Copy picture</span>
      </button>
      <button type="button" class="button small" onClick={() => run(savePng)}>
        <Icon name="save" />
        <span>PNG</span>
      </button>
      <button type="button" class="button small" onClick={saveSvg}>
        <Icon name="save" />
        <span>SVG</span>
      </button>
      <label class="check-label plain-label" title="Without hosts, paths, names of cookies and words out of pages">
        <input
          type="checkbox"
          name="redacted"
          checked={redacted}
          onChange={(event) => setRedacted(event.currentTarget.checked)}
        />
        Picture redacted
      </label>
    </div>
  );
}

/** Draws out of sight, in the colours of the page, and gives the drawing's text. */
function drawApart(place: HTMLElement, layout: Layout): string {
  const holder = document.createElement('div');
  holder.className = 'sequence-apart';
  place.append(holder);
  try {
    render(<SequenceDrawing layout={layout} chosen={null} />, holder);
    const drawing = holder.querySelector('svg');
    if (drawing === null) throw new Error('What was drawn is there.');
    return toSvgText(drawing, getComputedStyle(place).backgroundColor);
  } finally {
    render(null, holder);
    holder.remove();
  }
}
