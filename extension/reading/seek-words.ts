import { exchangeTexts } from '#shared/filter/texts-of.ts';
import { toFinder } from '#shared/filter/to-finder.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Found } from './messages.ts';
import type { OpenFile } from './read-file.ts';

/** How a search goes on. */
export interface Seeking {
  /** Asked after each piece of the file: whether nobody waits for it any more. */
  readonly isEnded: () => boolean;
  readonly onProgress: (share: number) => void;
}

/**
 * Looks for texts, case ignored, in all that an open file says of its exchanges: addresses, headers and bodies, those too that are
 * held nowhere. Gives for each in which exchanges it stands; null where the search was ended.
 */
export async function seekWords(
  file: OpenFile,
  words: readonly string[],
  { isEnded, onProgress }: Seeking,
): Promise<readonly Found[] | null> {
  const sought = words.map((word) => ({ word, holds: toFinder(word), exchanges: [] as string[] }));
  for await (const some of file.everything(onProgress)) {
    if (isEnded()) return null;
    for (const exchange of some)
      for (const { holds, exchanges } of sought) if (stands(exchange, holds)) exchanges.push(exchange.id);
  }
  return sought.map(({ word, exchanges }) => ({ word, exchanges }));
}

function stands(exchange: Exchange, holds: (text: string) => boolean): boolean {
  for (const text of exchangeTexts(exchange)) if (holds(text)) return true;
  return false;
}
