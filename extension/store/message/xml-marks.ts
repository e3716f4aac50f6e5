import type { SignatureOutcome } from '#shared/crypto/signature.ts';
import type { SignedRange } from './coverage.ts';
import type { XmlRow, XmlToken } from './xml-rows.ts';

/** A stretch to mark: what a finding points at, what was sought, and which of that is the current one. */
export interface XmlMark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'focus' | 'hit' | 'current';
}

/** A token, or a part of one, with its mark. */
export interface MarkedToken extends XmlToken {
  readonly mark: XmlMark['kind'] | null;
}

const RANK: Readonly<Record<XmlMark['kind'], number>> = { focus: 0, hit: 1, current: 2 };

/** Cuts a row's tokens where marks begin and end. `marks` are those that touch the row. */
export function markTokens(row: XmlRow, marks: readonly XmlMark[]): MarkedToken[] {
  if (marks.length === 0) return row.tokens.map((token) => ({ ...token, mark: null }));
  const cuts = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return row.tokens.flatMap((token) =>
    cutToken(token, cuts).map((piece) => ({ ...piece, mark: markOf(piece, marks) })),
  );
}

/** The marks that touch a row. `marks` are sorted by start; a focus may be long, so it is looked at apart. */
export function marksOn(row: XmlRow, marks: readonly XmlMark[]): XmlMark[] {
  return marks.filter((mark) => mark.start < row.end && mark.end > row.start);
}

/** The best signature over the whole row; null where none covers it. */
export function signedBy(row: XmlRow, ranges: readonly SignedRange[]): SignatureOutcome | null {
  const covering = ranges.filter((range) => range.start <= row.start && range.end >= row.end);
  const order: readonly SignatureOutcome[] = ['valid', 'unknown', 'invalid'];
  return order.find((outcome) => covering.some((range) => range.outcome === outcome)) ?? null;
}

function cutToken(token: XmlToken, cuts: readonly number[]): XmlToken[] {
  const inside = cuts.filter((cut) => cut > token.start && cut < token.end);
  const edges = [token.start, ...inside, token.end];
  return edges.slice(1).map((end, index) => ({ kind: token.kind, start: edges[index] ?? token.start, end }));
}

function markOf(piece: XmlToken, marks: readonly XmlMark[]): XmlMark['kind'] | null {
  const touching = marks.filter((mark) => mark.start <= piece.start && mark.end >= piece.end && mark.end > mark.start);
  return touching.reduce<XmlMark['kind'] | null>(
    (best, { kind }) => (best === null || RANK[kind] > RANK[best] ? kind : best),
    null,
  );
}
