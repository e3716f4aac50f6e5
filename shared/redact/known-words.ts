import { logoutMatter, PLAINEST_OF_LOGOUTS } from '#shared/flows/logout-matter.ts';
import { PLAINEST, plainTopic } from '#shared/flows/said-topic.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';

/**
 * What of a text is nobody's: the known phrases of products that stand in it, without what differs each time; where there are
 * none, the plainest words for what it speaks of. Empty where nothing of it is known.
 *
 * @param more a text in which only phrases are looked for, such as the page around it
 */
export function knownWords(text: string, more = ''): string {
  const phrases = findPhrases(`${text}\n${more}`).map(({ phrase }) => phrase.says.replaceAll('{}', '…'));
  const topic = plainTopic(text);
  const plain = topic === null ? undefined : PLAINEST[topic];
  const [session = ''] = NO_SESSION.exec(text) ?? [];
  const said = phrases.length > 0 && plainTopic(phrases.join('. ')) === topic ? [] : [plain ?? ''];
  const known = [...new Set([...phrases, ...said])].filter((words) => words !== '');
  return withMatter(text, known.length === 0 ? session : known.join('. '));
}

/** With the plainest words for what of a logout the text speaks of, unless that is said already, or a login would be told otherwise. */
function withMatter(text: string, known: string): string {
  const matter = logoutMatter(text);
  if (matter === null || logoutMatter(known) === matter) return known;
  const told = [PLAINEST_OF_LOGOUTS[matter], known].filter((words) => words !== '').join('. ');
  return logoutMatter(told) === matter && plainTopic(told) === plainTopic(known) ? told : known;
}

/** Words of a logout that speak of a session which is not there, and of nothing else that is understood. */
const NO_SESSION = /\b(?:invalid|unknown|no) (?:session participant|session|participant|principal)\b/i;
