import { latencyWords } from '#shared/base/duration-words.ts';
import { toVisibleString } from '../../../kit/visible-text.ts';
import { toClockTime, toFullTime } from '../../../store/base/times.ts';
import { GUTTER, HEAD, type Layout, type PlacedArrow, type PlacedLane, toRoom } from './lay-out.ts';

interface SequenceDrawingProps {
  layout: Layout;
  /** Key of the arrow whose exchange is shown; null: none. */
  chosen: string | null;
  /** Left out in a picture: nothing in it can be pressed. */
  onChoose?: (arrow: PlacedArrow) => void;
}

/** The diagram as SVG. Each arrow is a button: one stop for Tab, the arrow keys between them. */
export function SequenceDrawing({ layout, chosen, onChoose }: SequenceDrawingProps) {
  const { width, height, lanes, arrows } = layout;
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

/** As many characters of a host have room on its line. */
const HOST_ROOM = 24;

function Lane({ lane: { x, title, hosts, role }, height }: { lane: PlacedLane; height: number }) {
  return (
    <g class={`lane lane-${role}`}>
      <title>{toVisibleString(hosts === '' ? title : `${title}: ${hosts}`)}</title>
      <line x1={x} y1={HEAD} x2={x} y2={height - 6} />
      <text class="lane-title" x={x} y={20} text-anchor="middle">
        {title}
      </text>
      <text class="lane-host" x={x} y={38} text-anchor="middle">
        {toVisibleString(toRoom(hosts, HOST_ROOM))}
      </text>
    </g>
  );
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
      {arrow.after !== null && arrow.after >= 1 && (
        <text class="arrow-time" x={GUTTER - 8} y={y + 9} text-anchor="end">
          {arrow.broken ? '≈ ' : ''}+{latencyWords(arrow.after)}
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

function nameOf({ kind, carries, label, stopped, notes, at }: PlacedArrow): string {
  const what = kind === 'request' ? 'Request' : 'Answer';
  const parts = [`${what} ${label}`.trim(), carries === null ? null : `carries ${carries}`, stopped, ...notes];
  return toVisibleString([...parts, at === null ? null : toClockTime(at)].filter((each) => each !== null).join(', '));
}
