import type { Sequence, SequenceArrow, SequenceLane } from '#shared/explain/sequence/sequence.ts';

/** Sizes in pixels of the drawing. */
export const GUTTER = 92;
export const HEAD = 54;
/** From the gutter to the first line, and from the last one to the edge; between two lines at least and at most so much. */
const [SIDE, LEAST_LANE, MOST_LANE] = [74, 150, 260];
/** Characters of a text of the drawing's size that have room on so many pixels. */
const CHARACTER = 6.6;
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
  const spaces = Math.max(1, lanes.length - 1);
  const lane = Math.min(MOST_LANE, Math.max(LEAST_LANE, Math.floor((room - GUTTER - 2 * SIDE) / spaces)));
  const placed = lanes.map((each, index) => ({ ...each, x: GUTTER + SIDE + index * lane }));
  const width = GUTTER + 2 * SIDE + (lanes.length - 1) * lane;
  const xOf = (id: string): number => placed.find((lane) => lane.id === id)?.x ?? GUTTER;
  const waits = waitsOf(arrows);
  const scale = scaleOf(waits.flatMap((wait) => wait ?? []));
  let y = HEAD;
  const laid = arrows.map((arrow, index): PlacedArrow => {
    const span = spanAt(y, waits[index] ?? null, scale);
    y = (span?.y2 ?? y) + ABOVE;
    const at = { y, x1: xOf(arrow.from), x2: xOf(arrow.to) };
    y += (arrow.notes.length + (arrow.stopped === null ? 0 : 1)) * NOTE + BELOW;
    const room = Math.floor((Math.max(lane, Math.abs(at.x2 - at.x1)) - 16) / CHARACTER);
    const noteRoom = Math.floor((width - Math.min(at.x1, at.x2) - 10) / (CHARACTER - 0.6));
    return { ...arrow, ...at, room, noteRoom, span };
  });
  const bar = scale === null ? null : { time: scale.each * SCALE, length: SCALE };
  return { width, height: y + 18, lanes: placed, arrows: laid, scale: bar };
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
