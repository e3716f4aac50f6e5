import { HIDDEN_CHARACTERS } from '#shared/base/visible-text.ts';

/** A run of text: shown as it is, or (`code` set) as marked code points that would otherwise be invisible or reorder the line. */
export interface TextPiece {
  readonly text: string;
  /** `U+202E` for each character of the run, joined by spaces; null for plain text. */
  readonly code: string | null;
}

/** Runs of characters that a reader would not see, or that would change the order of what they see ("Trojan Source", CVE-2021-42574). */
const HIDDEN_RUN = new RegExp(`(?:${HIDDEN_CHARACTERS.source})+`, 'gu');

const CODE_LIMIT = 12;

/**
 * Cuts a text into plain and marked runs, in one pass. Line ends and tabs count as hidden too:
 * in a value of one line they are worth seeing.
 */
export function splitVisible(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN_RUN)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), code: null });
    pieces.push({ text: match[0], code: codesOf(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), code: null });
  return pieces;
}

function codesOf(run: string): string {
  const codes: string[] = [];
  for (const character of run) {
    if (codes.length === CODE_LIMIT) return `${codes.join(' ')} …`;
    codes.push(`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  }
  return codes.join(' ');
}

/** The same as one string, for places that take text only (titles, names for screen readers). */
export function toVisibleString(text: string): string {
  return splitVisible(text)
    .map((piece) => (piece.code === null ? piece.text : `⟨${piece.code}⟩`))
    .join('');
}
