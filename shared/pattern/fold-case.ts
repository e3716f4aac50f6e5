/**
 * A code point without its case: what it is in lower case, where that is one code point, and the Greek final sigma as
 * any other. One function of one character, whatever stands around it, so that an automaton that reads folded characters
 * and a comparison of folded texts say the same (Unicode's own lower case of a whole text depends on the neighbours).
 */
export function foldPoint(point: number): number {
  if (point < 0x80) return point >= 65 && point <= 90 ? point + 32 : point;
  if (point === FINAL_SIGMA) return SIGMA;
  return onlyPoint(String.fromCodePoint(point).toLowerCase()) ?? point;
}

/** The capital of a folded code point, where that is one code point and folds back to it; else itself. */
export function capitalPoint(folded: number): number {
  if (folded < 0x80) return folded >= 97 && folded <= 122 ? folded - 32 : folded;
  const capital = onlyPoint(String.fromCodePoint(folded).toUpperCase()) ?? folded;
  return foldPoint(capital) === folded ? capital : folded;
}

/** A text without case, code point by code point. Its length in code points stays. */
export function foldText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += String.fromCodePoint(foldPoint(character.codePointAt(0) ?? 0));
  return folded;
}

const SIGMA = 0x3c3;
const FINAL_SIGMA = 0x3c2;
const BEYOND_ASCII = /[^\0-\x7f]/;

/** The code point of a text that is one code point; null of a longer one (ß in capitals). */
function onlyPoint(text: string): number | null {
  const point = text.codePointAt(0);
  return point === undefined || String.fromCodePoint(point) !== text ? null : point;
}
