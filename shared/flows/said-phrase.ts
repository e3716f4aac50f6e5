import type { Exchange } from '#shared/http/exchange.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';
import type { SaidPhrase } from '#shared/phrases/engine/reader.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';

/** So much of what is said is quoted. */
const QUOTED = 160;

/** A phrase of the book that somebody said, and the words around it. */
export interface Said extends SaidPhrase {
  readonly quote: string;
}

/** What says nothing by itself: where something else is said, that is told. */
const VAGUE: ReadonlySet<Topic> = new Set(['internal', 'status']);
/** What may come of a session or a cookie that was lost. */
const OF_SESSION: ReadonlySet<Topic> = new Set(['in-response-to', 'unsolicited', 'state', 'cookie', 'relay-state']);

/**
 * The known phrase in what an answer says: in its own words, else anywhere in it, since some pages are made by a script from
 * what stands beside. The first that is told and is not vague. Null where nothing is known.
 */
export function saidPhrase(words: string, { responseText }: Exchange): Said | null {
  return pick(words) ?? pick(responseText ?? '');
}

function pick(text: string): Said | null {
  const found = findPhrases(text);
  const said = found.find(({ phrase }) => !VAGUE.has(phrase.topic)) ?? found[0];
  return said === undefined ? null : { ...said, quote: quoteAround(text, said.start) };
}

/** From the sentence on in which it stands. */
function quoteAround(text: string, start: number): string {
  const from = text.length <= QUOTED ? 0 : Math.max(text.lastIndexOf('. ', start) + 1, start - QUOTED / 4, 0);
  return text
    .slice(from, from + QUOTED)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a lost session or cookie may be what is meant, or has nothing to do with it. */
export function isOfSession({ phrase }: SaidPhrase): boolean {
  return OF_SESSION.has(phrase.topic) || VAGUE.has(phrase.topic);
}
