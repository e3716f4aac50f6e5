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
  const said = phrases.length > 0 && plainTopic(phrases.join('. ')) === topic ? [] : [plain ?? ''];
  return [...new Set([...phrases, ...said])].filter((words) => words !== '').join('. ');
}
