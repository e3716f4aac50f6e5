/** Facts that are sentences by themselves: what somebody said, what was sent, who answered. */
const SENTENCES = /^\{(?:said|sent|silent|answerer)\}/;
const OPENING = '(“';
const CLOSING = ')”';

/** Templates are few, and the places in each are found once. */
const places = new Map<string, readonly number[]>();

/** A title, and what stands below it; that is empty where the title says it all. */
export interface SplitTitle {
  readonly title: string;
  readonly detail: string;
}

/**
 * A template, filled, in two: so much as a title may have, and the rest. It is cut between clauses, behind a full stop, a
 * colon or a semicolon outside of brackets; its first clause is never cut, however long it is.
 *
 * @param most characters that the title may have
 */
export function splitTitle(template: string, fill: (template: string) => string, most: number): SplitTitle {
  const whole = fill(template).trim();
  if (whole.length <= most) return { title: whole, detail: '' };
  const all = placesIn(template);
  const heads = all.map((place) => fill(template.slice(0, place)).trim());
  const last = Math.max(
    0,
    heads.findLastIndex((head) => head.length <= most),
  );
  const [title, place] = [heads[last], all[last]];
  if (title === undefined || place === undefined) return { title: whole, detail: '' };
  const detail = fill(asSentence(template.slice(place))).trim();
  return { title: detail === '' ? title : title.replace(/[:;]$/, '.'), detail };
}

function placesIn(template: string): readonly number[] {
  const known = places.get(template) ?? findPlaces(template);
  places.set(template, known);
  return known;
}

function findPlaces(template: string): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = 0; at < template.length; at++) {
    const character = template.charAt(at);
    if (OPENING.includes(character)) depth++;
    if (CLOSING.includes(character)) depth--;
    if (depth === 0 && endsHere(template, at)) found.push(at + 1);
  }
  return found;
}

function endsHere(template: string, at: number): boolean {
  const rest = template.slice(at + 1);
  return SENTENCES.test(rest) || (/[.:;]/.test(template.charAt(at)) && rest.startsWith(' '));
}

/** With a capital where it begins with a word of ours; a fact stays as it is. */
function asSentence(rest: string): string {
  const trimmed = rest.trimStart();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
