import type { Sequence, SequenceArrow, SequenceLane } from '#shared/explain/sequence/sequence.ts';

/** Sizes in pixels of the drawing. */
export const GUTTER = 92;
export const HEAD = 54;
/** From the gutter to the first line, and from the last one to the edge; between two lines at least and at most so much. */
const [SIDE, LEAST_LANE, MOST_LANE] = [74, 150, 260];
/** Characters of a text of the drawing's size that have room on so many pixels. */
const CHARACTER = 6.6;
const NOTE = 15;
/** Between two arrows: at least so much, at most so much, and this for each decade of milliseconds between them. */
const [LEAST, MOST, DECADE] = [34, 120, 14];
/** A longer wait than this is drawn with a break in it, in milliseconds. */
const BREAK = 5000;

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
  /** How long after the arrow before it, in milliseconds; null where nobody knows. */
  readonly after: number | null;
  /** The way from the arrow before it is cut short: the wait was longer than there is room for. */
  readonly broken: boolean;
}

/** A diagram laid out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly arrows: readonly PlacedArrow[];
}

/**
 * Places lines side by side and arrows below each other. Distances follow the time between them by its logarithm: logins have
 * steps of milliseconds and a person who types for a minute, and both are to be seen.
 *
 * @param room the pixels that there are side by side; a diagram that needs more is wider
 */
export function layOut({ lanes, arrows }: Sequence, room: number): Layout {
  const spaces = Math.max(1, lanes.length - 1);
  const lane = Math.min(MOST_LANE, Math.max(LEAST_LANE, Math.floor((room - GUTTER - 2 * SIDE) / spaces)));
  const placed = lanes.map((each, index) => ({ ...each, x: GUTTER + SIDE + index * lane }));
  const width = GUTTER + 2 * SIDE + (lanes.length - 1) * lane;
  const xOf = (id: string): number => placed.find((lane) => lane.id === id)?.x ?? GUTTER;
  let y = HEAD + 12;
  let last: number | null = null;
  const laid = arrows.map((arrow, index): PlacedArrow => {
    const after = arrow.at === null || last === null ? null : Math.max(0, arrow.at - last);
    y += index === 0 ? LEAST - 8 : Math.round(gap(after));
    const at = { y, x1: xOf(arrow.from), x2: xOf(arrow.to) };
    y += (arrow.notes.length + (arrow.stopped === null ? 0 : 1)) * NOTE;
    last = arrow.at ?? last;
    const room = Math.floor((Math.max(lane, Math.abs(at.x2 - at.x1)) - 16) / CHARACTER);
    const noteRoom = Math.floor((width - Math.min(at.x1, at.x2) - 10) / (CHARACTER - 0.6));
    return { ...arrow, ...at, room, noteRoom, after, broken: after !== null && after > BREAK };
  });
  return { width, height: y + 28, lanes: placed, arrows: laid };
}

function gap(after: number | null): number {
  return Math.min(MOST, LEAST + (after === null ? 0 : Math.log10(1 + after) * DECADE));
}

/** A text cut to its room. */
export function toRoom(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
