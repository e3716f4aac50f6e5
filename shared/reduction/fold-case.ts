/** The other shape that one lower-case letter has at the end of a Greek word; both are the same letter. */
const FINAL_SIGMA = 'ς';

/**
 * A text in upper case, as an access table is compared. A letter that only lends its upper case from another one stays as
 * it is (`ſ`, `ı`, `ß`, `µ`): who is called `ſam` is not SAM.
 */
export function foldCase(text: string): string {
  if (isAscii(text)) return text.toUpperCase();
  let folded = '';
  for (const letter of text) folded += foldLetter(letter);
  return folded;
}

function foldLetter(letter: string): string {
  const upper = letter.toUpperCase();
  return upper.toLowerCase() === letter || letter === FINAL_SIGMA ? upper : letter;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
