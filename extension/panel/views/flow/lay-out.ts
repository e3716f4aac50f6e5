import type { Sequence, SequenceArrow, SequenceLane } from '#shared/explain/sequence/sequence.ts';

/** Sizes in pixels of the drawing. */
export const GUTTER = 84;
export const HEAD = 54;
/** From the gutter to the first line, and from the last one to the edge, at least and at most; between two lines at most so much. */
const [LEAST_SIDE, MOST_SIDE, MOST_LANE] = [48, 74, 260];
/** Characters of a text of the drawing's size, of a line's title and of a small text have room on so many pixels. */
const [CHARACTER, TITLE, SMALL] = [6.6, 6.9, 6];
/** Between two texts side by side. */
const GAP = 4;
const NOTE = 15;
/** What an arrow needs to be read, above its line and below it, whatever the time. */
const [ABOVE, BELOW] = [24, 10];
/** As long as the longest stretch of time that is drawn whole may be; and one that is cut short, which is longer than any. */
const [MOST, CUT] = [64, 72];
/** A wait of so many times the middle one has no room: it is cut short. */
const FAR = 20;
/** Milliseconds a pixel may stand for, by decades. */
const STEPS = [1, 2, 5];
/** Pixels of the scale that stands beside the diagram. */
const SCALE = 50;

/** A line of the drawing, at its place. */
export interface PlacedLane extends SequenceLane {
  readonly x: number;
  /** The title, in lines where it has no room on one. */
  readonly titleLines: readonly string[];
  /** So many characters of its hosts have room. */
  readonly hostRoom: number;
}

/** An arrow at its place. */
export interface PlacedArrow extends SequenceArrow {
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  /** So many characters have room above it. */
  readonly room: number;
  /** And so many below it. */
  readonly noteRoom: number;
  /** The time between the arrow before it and this one; null where nobody knows, and where none passed. */
  readonly span: Span | null;
}

/** A stretch of time, drawn to scale between the room of two arrows. */
export interface Span {
  /** Milliseconds. */
  readonly time: number;
  readonly y1: number;
  readonly y2: number;
  /** It is cut short, and no longer to scale. */
  readonly broken: boolean;
}

/** A diagram laid out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly arrows: readonly PlacedArrow[];
  /** So many pixels stand for so many milliseconds; null where no time is known. */
  readonly scale: { readonly time: number; readonly length: number } | null;
}

/**
 * Places lines side by side and arrows below each other. An arrow has the room that it needs to be read; what is between two
 * of them is time, each millisecond as long as every other. Logins have steps of milliseconds and a person who types for a
 * minute: a wait that is very much longer than the others is cut short, and drawn so.
 *
 * @param room the pixels that there are side by side; a diagram that needs more is wider
 */
export function layOut({ lanes, arrows }: Sequence, room: number): Layout {
  const { placed, width } = placeLanes(lanes, room);
  const xOf = (id: string): number => placed.find((lane) => lane.id === id)?.x ?? GUTTER;
  const waits = waitsOf(arrows);
  const scale = scaleOf(waits.flatMap((wait) => wait ?? []));
  let y = HEAD;
  const laid = arrows.map((arrow, index): PlacedArrow => {
    const span = spanAt(y, waits[index] ?? null, scale);
    y = (span?.y2 ?? y) + ABOVE;
    const at = { y, x1: xOf(arrow.from), x2: xOf(arrow.to) };
    y += (arrow.notes.length + (arrow.stopped === null ? 0 : 1)) * NOTE + BELOW;
    // Nothing else stands at this height: what is written above an arrow may be longer than it.
    const middle = (at.x1 + at.x2) / 2;
    const room = Math.floor((2 * Math.min(middle - GUTTER, width - middle) - GAP) / CHARACTER);
    const noteRoom = Math.floor((width - Math.min(at.x1, at.x2) - 10) / SMALL);
    return { ...arrow, ...at, room, noteRoom, span };
  });
  const bar = scale === null ? null : { time: scale.each * SCALE, length: SCALE };
  return { width, height: y + 18, lanes: placed, arrows: laid, scale: bar };
}

/** Lines side by side, as near to each other as the room wants it and their titles allow. */
function placeLanes(lanes: readonly SequenceLane[], room: number) {
  const spaces = Math.max(1, lanes.length - 1);
  const titles = lanes.map(({ title }) => [title]);
  const isNarrow = room - GUTTER - 2 * MOST_SIDE < spaces * leastLane(titles);
  const lines = isNarrow ? lanes.map(({ title }) => title.split(' ')) : titles;
  const side = isNarrow ? LEAST_SIDE : MOST_SIDE;
  const lane = Math.min(MOST_LANE, Math.max(leastLane(lines), Math.floor((room - GUTTER - 2 * side) / spaces)));
  // Hosts of two lines beside each other share what is between them; the browser has none.
  const half = (neighbour: SequenceLane | undefined) =>
    neighbour === undefined ? side : neighbour.hosts === '' ? lane - GAP : lane / 2;
  const placed = lanes.map((each, index): PlacedLane => {
    const halves = Math.min(half(lanes[index - 1]), half(lanes[index + 1]));
    const hostRoom = Math.floor((2 * halves - GAP) / SMALL);
    return { ...each, x: GUTTER + side + index * lane, hostRoom, titleLines: lines[index] ?? [each.title] };
  });
  return { placed, width: GUTTER + 2 * side + (lanes.length - 1) * lane };
}

/** How far apart the middles of two lines are at least, for their titles not to touch. */
function leastLane(titles: readonly (readonly string[])[]): number {
  const halves = titles.map((lines) => (Math.max(...lines.map(({ length }) => length)) * TITLE) / 2);
  return Math.ceil(Math.max(0, ...halves.slice(1).map((half, index) => half + (halves[index] ?? 0) + GAP)));
}

/** How long after the last arrow whose time is known each one is, in milliseconds; null: not known, or no time passed. */
function waitsOf(arrows: readonly SequenceArrow[]): readonly (number | null)[] {
  let last: number | null = null;
  return arrows.map(({ at }) => {
    const wait = at === null || last === null ? 0 : at - last;
    last = at ?? last;
    return wait > 0 ? wait : null;
  });
}

interface Scale {
  /** Milliseconds of a pixel. */
  readonly each: number;
  /** What takes longer is cut short, in milliseconds. */
  readonly longest: number;
}

/** The scale by which the longest wait that is not far from the others has room. */
function scaleOf(waits: readonly number[]): Scale | null {
  const sorted = waits.toSorted((one, other) => one - other);
  const middle = sorted[(sorted.length - 1) >> 1];
  if (middle === undefined) return null;
  const longest = sorted.findLast((wait) => wait <= middle * FAR) ?? middle;
  return { each: roundUp(longest / MOST), longest };
}

/** The next 1, 2 or 5 of a decade. */
function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return decade * (STEPS.find((step) => step * decade >= value) ?? 10);
}

function spanAt(y1: number, time: number | null, scale: Scale | null): Span | null {
  if (time === null || scale === null) return null;
  const broken = time > scale.longest;
  return { time, y1, y2: y1 + (broken ? CUT : time / scale.each), broken };
}

/** A text cut to its room. */
export function toRoom(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
