import type { Exchange } from '#shared/http/exchange.ts';
import { pageText } from '#shared/http/page-text.ts';
import { ownRefusal } from './own-refusal.ts';
import { pageShape } from './page-shape.ts';

/** The paragraph under the title of a page of ours. */
const LEAD = /<p class="lead">([^<]{1,600})<\/p>/;
/** The title of what a page of ours says to do. */
const TO_DO = 'What to change';

/**
 * What a page of our own companion or test identity provider says went wrong (server/web/refusal-page.ts): its finding, or
 * what stands below its title. Null: the answer is no such page. Around it is a navigation, and below it what to do next.
 */
export function ownWords(exchange: Exchange): string | null {
  if (ownRefusal(exchange) === null) return null;
  const html = exchange.responseText ?? '';
  const [, cause] = pageShape(html).headings;
  if (cause !== undefined && cause !== TO_DO) return cause;
  const lead = pageText(LEAD.exec(html)?.[1] ?? '');
  return lead === '' ? null : lead;
}
