import { latencyWords } from '#shared/base/duration-words.ts';
import { toVisibleString } from '../../../kit/visible-text.ts';
import { toClockTime, toFullTime } from '../../../store/base/times.ts';
import { GUTTER, HEAD, type Layout, type PlacedArrow, type PlacedLane, type Span, toRoom } from './lay-out.ts';

interface SequenceDrawingProps {
  layout: Layout;
  /** Key of the arrow whose exchange is shown; null: none. */
  chosen: string | null;
  /** Left out in a picture: nothing in it can be pressed. */
  onChoose?: (arrow: PlacedArrow) => void;
}

/** The diagram as SVG. Each arrow is a button: one stop for Tab, the arrow keys between them. */
export function SequenceDrawing({ layout, chosen, onChoose }: SequenceDrawingProps) {
  const { width, height, lanes, arrows, scale } = layout;
  const reachable = arrows.some(({ key }) => key === chosen) ? chosen : (arrows[0]?.key ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [
      ...(event.currentTarget instanceof Element ? event.currentTarget.querySelectorAll('[role=button]') : []),
    ];
    const next = step === undefined ? undefined : all[all.findIndex((one) => one === document.activeElement) + step];
    if (!(next instanceof SVGElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no form
    <svg
      class="sequence"
      role="group"
      aria-label="Sequence of what went between whom"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      onKeyDown={onChoose && onKeyDown}
    >
      {lanes.map((lane) => (
        <Lane key={lane.id} lane={lane} height={height} />
      ))}
      {scale !== null && <ScaleBar scale={scale} />}
      {arrows.map(({ key, span }) => span !== null && <Stretch key={key} span={span} width={width} />)}
      {arrows.map((arrow) => (
        <Arrow
          key={arrow.key}
          arrow={arrow}
          chosen={arrow.key === chosen}
          reachable={arrow.key === reachable}
          onChoose={onChoose}
        />
      ))}
    </svg>
  );
}

function Lane({ lane: { x, title, titleLines, hosts, role, hostRoom }, height }: { lane: PlacedLane; height: number }) {
  return (
    <g class={`lane lane-${role}`}>
      <title>{toVisibleString(hosts === '' ? title : `${title}: ${hosts}`)}</title>
      <line x1={x} y1={HEAD} x2={x} y2={height - 6} />
      {titleLines.map((line, index) => (
        <text key={line} class="lane-title" x={x} y={titleLines.length > 1 ? 14 + index * 14 : 20} text-anchor="middle">
          {line}
        </text>
      ))}
      <text class="lane-host" x={x} y={titleLines.length > 1 ? 43 : 38} text-anchor="middle">
        {toVisibleString(toRoom(hosts, hostRoom))}
      </text>
    </g>
  );
}

/** How long a length of the gutter's line is. */
function ScaleBar({ scale: { time, length } }: { scale: NonNullable<Layout['scale']> }) {
  const words = latencyWords(time);
  return (
    <g class="scale">
      <title>{`So much of the line beside the times is ${words}`}</title>
      <path d={`M8 4h6M11 4v${length}M8 ${4 + length}h6`} />
      <text class="arrow-time" x={20} y={length / 2 + 8}>
        {words}
      </text>
    </g>
  );
}

/** The time between two arrows: to scale; one that is cut short with a break across all lines, and how long it was. */
function Stretch({ span: { time, y1, y2, broken }, width }: { span: Span; width: number }) {
  if (!broken) return <path class="stretch" d={`M${GUTTER} ${y1}V${y2}`} />;
  const middle = (y1 + y2) / 2;
  return (
    <g class="break">
      <path class="stretch" d={`M${GUTTER} ${y1}V${middle - 5}M${GUTTER} ${middle + 5}V${y2}`} />
      <path class="break-edge" d={`${jagged(middle - 5, width)}${jagged(middle + 5, width)}`} />
      <text class="arrow-time" x={GUTTER - 8} y={middle + 4} text-anchor="end">
        {latencyWords(time)}
      </text>
    </g>
  );
}

/** A jagged line from the gutter to the other edge. */
function jagged(y: number, width: number): string {
  const teeth = Math.max(1, Math.floor((width - GUTTER) / 12));
  return `M${GUTTER - 6} ${y}${'l6 -4l6 4'.repeat(teeth)}`;
}

interface ArrowProps {
  arrow: PlacedArrow;
  chosen: boolean;
  reachable: boolean;
  onChoose: ((arrow: PlacedArrow) => void) | undefined;
}

function Arrow({ arrow, chosen, reachable, onChoose }: ArrowProps) {
  const { y, x1, x2, carries, label, stopped, notes, tone, room, noteRoom, kind } = arrow;
  const words = toVisibleString([carries, label].filter((each) => each !== null && each !== '').join('  '));
  const below = [...(stopped === null ? [] : [`✗ ${stopped}`]), ...notes].map(toVisibleString);
  const middle = (x1 + x2) / 2;
  // An arrow that was stopped ends before it is there.
  const end = stopped === null ? x2 : x1 + (x2 - x1) * 0.62;
  const pressed = onChoose && {
    role: 'button' as const,
    'aria-label': nameOf(arrow),
    // Of an element of SVG the name of an attribute has its case.
    tabindex: reachable ? 0 : -1,
    'aria-pressed': chosen,
    onClick: () => onChoose(arrow),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onChoose(arrow);
    },
  };
  return (
    <g class={`arrow arrow-${kind} tone-${tone}${chosen ? ' chosen-arrow' : ''}`}>
      <title>{[words, ...below, toFullTime(arrow.at) ?? ''].join('\n').trim()}</title>
      <rect
        class="arrow-ground"
        x={2}
        y={y - 20}
        width={Math.max(x1, x2) + 58}
        height={26 + below.length * 15}
        rx={4}
        {...pressed}
      />
      <text class="arrow-time" x={GUTTER - 8} y={y - 4} text-anchor="end">
        {arrow.at === null ? '' : toClockTime(arrow.at)}
      </text>
      {arrow.span !== null && !arrow.span.broken && arrow.span.time >= 1 && (
        <text class="arrow-time" x={GUTTER - 8} y={y + 9} text-anchor="end">
          +{latencyWords(arrow.span.time)}
        </text>
      )}
      <line class="arrow-line" x1={x1} y1={y} x2={end} y2={y} />
      {stopped === null ? (
        <path class="arrow-head" d={headAt(x2, y, x2 >= x1 ? 1 : -1)} />
      ) : (
        <path class="arrow-stop" d={`M${end - 6} ${y - 6}l12 12M${end + 6} ${y - 6}l-12 12`} />
      )}
      <text class={carries === null ? 'arrow-label' : 'arrow-label carries'} x={middle} y={y - 6} text-anchor="middle">
        {toRoom(words, room)}
      </text>
      {below.map((line, index) => (
        <text key={line} class="arrow-note" x={Math.min(x1, x2) + 8} y={y + 15 + index * 15}>
          {toRoom(line, noteRoom)}
        </text>
      ))}
    </g>
  );
}

function headAt(x: number, y: number, direction: 1 | -1): string {
  return `M${x} ${y}l${-9 * direction} -5v10z`;
}

function nameOf({ kind, carries, label, stopped, notes, at, span }: PlacedArrow): string {
  const what = kind === 'request' ? 'Request' : 'Answer';
  const parts = [`${what} ${label}`.trim(), carries === null ? null : `carries ${carries}`, stopped, ...notes];
  const when = at === null ? null : toClockTime(at);
  const after = span === null ? null : `${latencyWords(span.time)} after the one before`;
  return toVisibleString([...parts, when, after].filter((each) => each !== null).join(', '));
}
