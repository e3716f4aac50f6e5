/**
 * A part of a text, from a place on, that says where it was cut: by `…`, between two words where there is a space near.
 *
 * @param start in characters; the part may begin a word later, where it would begin within one
 * @param length at most so many characters, the marks left out
 */
export function excerpt(text: string, start: number, length: number): string {
  if (start <= 0 && text.length <= length) return text.trim();
  const from = start <= 0 || /\s/.test(text[start - 1] ?? ' ') ? Math.max(0, start) : nextWord(text, start);
  const end = from + length >= text.length ? text.length : lastWord(text, from, from + length);
  const isWithin = from > 0 && !/[.!?:]\s+$/.test(text.slice(Math.max(0, from - 3), from));
  return `${isWithin ? '… ' : ''}${text.slice(from, end).trim()}${end < text.length ? '…' : ''}`;
}

/** How far a space is looked for: what has none so near is cut where it is. */
const NEAR = 40;

function nextWord(text: string, at: number): number {
  const space = text.slice(at, at + NEAR).search(/\s/);
  return space === -1 ? at : at + space + 1;
}

function lastWord(text: string, from: number, at: number): number {
  const space = text.slice(Math.max(from, at - NEAR), at + 1).search(/\s\S*$/);
  return space === -1 ? at : Math.max(from, at - NEAR) + space;
}
