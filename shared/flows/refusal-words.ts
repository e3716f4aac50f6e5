import { listFirst } from '#shared/base/count-words.ts';
import { excerpt } from '#shared/base/excerpt.ts';
import { itSays } from '#shared/base/it-says.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { SaidNo, WayOfNo } from './answer-said.ts';
import type { FlowPart } from './flow-part.ts';
import { isVague, placeOfTopic, type SaidTopic } from './said-topic.ts';
import { ownWords } from './shown-words.ts';

const OF_ATTRIBUTES: ReadonlySet<Topic> = new Set(['attribute-missing', 'role', 'user-not-assigned']);
const MAX_NAMES = 8;
/** How a list of them begins, on a page of ours, too. */
export const SENT = 'The IdP sent:';

/** The attributes that came, where the receiver misses one, or may: it says nothing that is understood, and nothing was found. */
export function sentWords({ inspected: { message } }: FlowPart, topic: Topic | null, because: Finding | null): string {
  const mayMiss = isVague(topic) && because?.outcome !== 'fail';
  if (message === null || !(mayMiss || (topic !== null && OF_ATTRIBUTES.has(topic)))) return '';
  const assertions = assertionsOf(message);
  // Who asked has sent none, and nobody knows what is in a closed one.
  if (assertions.length === 0) return '';
  const names = assertions.flatMap(({ attributes }) => attributes.map(({ name }) => name));
  if (names.length === 0) return ' The IdP sent no attributes.';
  return ` ${SENT} ${listFirst(names, MAX_NAMES)}.`;
}

/** For whom the assertion is, where it names somebody (saml-core 2.5.1.4). */
export function audienceOf({ inspected: { message } }: FlowPart): string {
  const assertions = message === null ? [] : assertionsOf(message);
  const names = assertions.flatMap(({ conditions }) =>
    (conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) => audiences),
  );
  return names.length === 0 ? '' : `, ${listFirst(names, MAX_NAMES)},`;
}

/** The status of an answer that says no, where the status alone does not. */
export const STATUS_WORDS: Readonly<Record<WayOfNo, (status: string) => string>> = {
  status: (status) => status,
  redirect: (status) => `${status}, a redirect that names an error`,
  data: (status) => `${status}, with data that says no`,
  page: (status) => `${status}, with a page that says no`,
  'login-page': (status) => `${status}, with a page to log in again`,
};

/** So much of what a page says is quoted. */
const QUOTED = 160;

/** The sentence that tells, or the whole of a short page; of a page of ours its finding. */
export function quote({ exchange, words }: SaidNo & { readonly exchange: Exchange }, said: SaidTopic): string {
  const own = ownWords(exchange);
  if (own !== null) return itSays(excerpt(own, 0, QUOTED));
  // Of a long page nobody knows which sentence tells; what data say stands at its beginning.
  const isData = /^\s*[{[]/.test(exchange.responseText ?? '');
  if (words === '' || (said.topic === null && words.length > QUOTED && !isData)) return '';
  const at = placeOfTopic(words, said);
  const start = words.length <= QUOTED ? 0 : Math.max(sentenceAt(words, at), at - QUOTED / 2);
  return itSays(excerpt(words, start, QUOTED));
}

/** Where the sentence begins in which that place is. */
function sentenceAt(words: string, place: number): number {
  const before = words.lastIndexOf('. ', place);
  return before === -1 ? 0 : before + 2;
}
