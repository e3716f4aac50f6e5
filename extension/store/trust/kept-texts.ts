import * as v from 'valibot';
import type { KeptText } from './kept-text.ts';
import { TrustError } from './trust-error.ts';

const KEPT = v.array(v.object({ origin: v.string(), text: v.string() }));

/** Characters of all that is kept: half of what browsers give a page. */
const LIMIT = 2_500_000;

/** What is kept there; what is no list of texts is none. */
export function readKept(place: string): readonly KeptText[] {
  const read = v.safeParse(KEPT, parseJson(localStorage.getItem(place) ?? ''));
  return read.success ? read.output : [];
}

/**
 * Adds a text, once. Other panels may have changed the list meanwhile: it is read and written in one go.
 * @throws WorkbenchError `keep-full`, `keep-refused`
 */
export function addKept(place: string, kept: KeptText): void {
  write(place, [...readKept(place).filter(({ text }) => text !== kept.text), kept]);
}

/** Takes texts out; where nothing is left, nothing is kept at all. */
export function removeKept(place: string, texts: readonly string[]): void {
  const left = readKept(place).filter(({ text }) => !texts.includes(text));
  if (left.length === 0) localStorage.removeItem(place);
  else write(place, left);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no list.
    return null;
  }
}

function write(place: string, list: readonly KeptText[]): void {
  const written = JSON.stringify(list);
  if (written.length > LIMIT) throw new TrustError('keep-full', { limit: LIMIT });
  try {
    localStorage.setItem(place, written);
  } catch (cause) {
    throw new TrustError('keep-refused', {}, { cause });
  }
}
