import { listFirst } from '#shared/base/count-words.ts';
import { excerpt } from '#shared/base/excerpt.ts';
import { itSays } from '#shared/base/it-says.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { type Confidence, type OwnerRole, ownerFor } from '#shared/inspection/owner.ts';
import type { Phrase, Topic } from '#shared/phrases/engine/phrase.ts';
import { plainPhrase } from '#shared/phrases/plain.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { SaidNo } from './answer-said.ts';
import type { FlowPart } from './flow-part.ts';
import { type Unreached, wayOfError } from './network-error.ts';
import { ownRefusal } from './own-refusal.ts';
import { otherParty, type Party } from './party-roles.ts';
import { isVague, placeOfTopic, type SaidTopic } from './said-topic.ts';
import { ownWords } from './shown-words.ts';

/** What a receiver may have minded in a message that nothing is wrong with. */
type Reason =
  | 'certificate-rolled'
  | 'one-signature'
  | 'weak-signature'
  | 'unsigned'
  | 'url-too-long'
  | 'other-request'
  | 'session-index'
  | 'several-assertions'
  | 'no-passive'
  | 'signature'
  | 'encryption'
  | 'clock'
  | 'request-unknown'
  | 'request-unseen'
  | 'addressing'
  | 'audience'
  | 'explained'
  | 'phrase'
  | 'status';

/** A finding that is no fault by itself, and what a receiver minds who does not accept it. */
interface Suspect {
  readonly code: Finding['code'];
  /** Null: whatever its variant. */
  readonly variant: string | null;
  readonly reason: Reason;
  /** What the receiver speaks of where this is to be suspected; null: of nothing that is understood. */
  readonly topics: readonly (Topic | null)[];
}

const REQUESTS: readonly Topic[] = ['in-response-to', 'unsolicited', 'state'];
const KEYS: readonly Topic[] = ['signature-key', 'signature-invalid'];

const suspect = (code: Finding['code'], reason: Reason, topics: Suspect['topics']): Suspect => ({
  code,
  variant: null,
  reason,
  topics,
});

/** Those that have words of their own. */
const SUSPECTS: readonly Suspect[] = [
  { ...suspect('in-response-to-unknown', 'other-request', [...REQUESTS, null]), variant: 'other-request' },
  suspect('redirect-url-long', 'url-too-long', ['size', null]),
  suspect('session-index-missing', 'session-index', ['logout', null]),
  suspect('logout-unsigned', 'unsigned', ['signature-missing', ...KEYS, 'logout', null]),
  suspect('status-not-success', 'no-passive', ['no-passive', 'status', null]),
  suspect('several-assertions', 'several-assertions', ['several-assertions', 'signature-invalid', null]),
  suspect('certificate-one-of-several', 'certificate-rolled', ['signature-missing', ...KEYS, null]),
  suspect('signature-weak', 'weak-signature', ['algorithm', 'signature-invalid', null]),
  // One signature, and requests without any, are what most send: to be suspected only where the receiver misses one.
  suspect('signature-missing', 'unsigned', ['signature-missing']),
  suspect('signature-on-one', 'one-signature', ['signature-missing', 'signature-key']),
  { ...suspect('signature-on-one', 'one-signature', ['signature-invalid']), variant: 'only-response' },
  suspect('encrypted-part-closed', 'encryption', ['encryption', null]),
  suspect('encrypted-assertion-unreadable', 'encryption', ['encryption', null]),
  { ...suspect('nameid-missing', 'encryption', ['encryption', null]), variant: 'encrypted' },
  suspect('clock-ahead', 'clock', ['time-not-yet', 'time-expired', null]),
];

/** What is minded where nothing found explains it and the words are nobody's own. */
const ALONE: Readonly<Partial<Record<Topic, Reason>>> = {
  'in-response-to': 'request-unknown',
  encryption: 'encryption',
  'signature-missing': 'signature',
  'signature-key': 'signature',
  'signature-invalid': 'signature',
  algorithm: 'signature',
  audience: 'audience',
  destination: 'addressing',
  'issuer-unknown': 'addressing',
  'time-not-yet': 'clock',
  'time-expired': 'clock',
};

/** Who must act, by what was minded. */
const OWNERS: Readonly<Record<Reason | 'landing' | 'request' | 'response' | 'with-cookie' | Unreached, OwnerRole>> = {
  'certificate-rolled': 'receiver',
  'one-signature': 'sender',
  'weak-signature': 'sender',
  unsigned: 'sender',
  'url-too-long': 'sender',
  'other-request': 'user',
  'session-index': 'sender',
  'several-assertions': 'sender',
  'no-passive': 'receiver',
  signature: 'receiver',
  encryption: 'receiver',
  clock: 'idp',
  'request-unknown': 'receiver',
  'request-unseen': 'receiver',
  addressing: 'receiver',
  audience: 'sender',
  explained: 'receiver',
  phrase: 'receiver',
  status: 'receiver',
  'with-cookie': 'receiver',
  landing: 'receiver',
  request: 'receiver',
  response: 'receiver',
  unreachable: 'network',
  untrusted: 'receiver',
  redirects: 'receiver',
  'page-policy': 'sender',
  'mixed-content': 'receiver',
  offline: 'user',
  aborted: 'user',
};

/** So much of what a page says is quoted. */
const QUOTED = 160;

/** How a message was turned away. */
export interface TurnedAway extends SaidNo {
  /** Who said no. */
  readonly by: Party;
  readonly exchange: Exchange;
  /** It was a host on the way that is neither side's: it looked at no message. */
  readonly isOther?: boolean;
}

/** What explains a refusal, as far as anything does. */
export interface Explained {
  readonly said: SaidTopic;
  /** The finding that explains it; null where none does. */
  readonly because: Finding | null;
  readonly confidence: Confidence;
  /** The request that began it was recorded. */
  readonly isAsked: boolean;
}

/** What a receiver said to a message, and what it minded as far as its own words and the message tell. */
export function refusalOf(part: FlowPart, turned: TurnedAway, explained: Explained): Finding {
  const { inspected } = part;
  const { way, exchange } = turned;
  const { said, because } = explained;
  const kind = kindOf(part, turned);
  const status = STATUS_WORDS[way](`${exchange.status ?? ''}`);
  const named = because === null ? null : namedSuspect(because, said.topic);
  const phrase = said.phrase ?? (because === null ? plainOf(part, turned, said.topic) : null);
  const variant = named ?? (because === null ? unexplained(part, { ...said, phrase }, turned, explained) : 'explained');
  const finding = refused(inspected, variant, status, explained.confidence, turned.by, {
    kind,
    status,
    host: hostOf(exchange.url),
    said: quote(turned, said),
    sent: ownWords(exchange)?.includes(SENT) ? '' : sentWords(part, said.topic, because),
    audience: audienceOf(part),
    part: because?.code === 'nameid-missing' || inspected.message?.kind === 'LogoutRequest' ? 'NameID' : 'assertion',
    ...(named === null || because === null ? { how: '' } : factsOf(because)),
    ...(phrase === null ? {} : { phrase: phrase.says, topic: phrase.topic }),
  });
  // Whom a page of ours names it knows, where nobody could look here.
  const pageNames = because?.outcome === 'unknown' ? (ownRefusal(exchange)?.owner ?? null) : null;
  if (variant === 'explained') return { ...finding, because, owner: pageNames ?? because?.owner ?? finding.owner };
  return (variant === 'phrase' || variant === 'status') && phrase !== null
    ? { ...finding, owner: ownerOf(phrase, turned, inspected) }
    : finding;
}

/** What was turned away, by its name; whoever asked and says no has not refused its own request, but what it was sent. */
function kindOf({ inspected, role }: FlowPart, { by, isOther }: TurnedAway): string {
  if (isOther === true) return 'browser’s request';
  const { message } = inspected;
  const isOwn = role === 'request' && message?.kind === 'AuthnRequest' && by === 'sp';
  return isOwn ? 'answer' : (message?.element.localName ?? 'message');
}

/** Whom a page of ours names. A product that is either side has no metadata of the other: it is to be given where it is missed. */
function ownerOf(
  { owner, topic }: Pick<Phrase, 'owner' | 'topic'>,
  { by, exchange }: TurnedAway,
  { wire }: FlowPart['inspected'],
): Finding['owner'] {
  const named = ownRefusal(exchange)?.owner ?? null;
  if (named !== null) return named;
  // A user has the certificate that an IdP asks for; of a server its side has it, and an SP's address that browsers post to is to ask for none.
  if (topic === 'client-certificate' && owner === 'user' && wire?.binding === 'soap') return otherParty(by);
  if (topic === 'client-certificate' && owner === 'user' && by === 'sp') return 'sp';
  return topic === 'metadata' && by === 'idp' && owner === 'sp' ? 'idp' : owner;
}

/** What a side means by plain words where nothing that was found explains them. Of logouts nothing is meant by them. */
function plainOf({ role, kind }: FlowPart, { by }: TurnedAway, topic: Topic | null): Phrase | null {
  if (topic === null || (role === 'request' && kind === 'logout')) return null;
  return plainPhrase(topic, by) ?? null;
}

/** The words of a suspect's own, where it is suspected for what is said. */
function namedSuspect(because: Finding, topic: Topic | null): Reason | null {
  const found = SUSPECTS.find(
    ({ code, variant, topics }) =>
      because.code === code && (variant === null || because.variant === variant) && topics.includes(topic),
  );
  return found?.reason ?? null;
}

function unexplained(
  { role, inspected, exchange: delivery }: FlowPart,
  { topic, phrase, isStatus }: SaidTopic,
  { exchange, words }: TurnedAway,
  { isAsked }: Explained,
): keyof typeof OWNERS {
  // Whoever says that it does not know the key has said what is wrong.
  const isKeyNamed = topic === 'signature-key' && phrase !== null && /\b(?:key|certificate|fingerprint)\b/i.test(words);
  if (topic !== null && KEYS.includes(topic) && !isKeyNamed && isVerified(inspected)) return 'signature';
  if (phrase !== null) return isStatus ? 'status' : 'phrase';
  const alone = topic === null ? undefined : ALONE[topic];
  if (alone === 'request-unknown' && !isAsked) return 'request-unseen';
  if (alone === undefined && role === 'response' && isAfterTaking(delivery, exchange)) return 'landing';
  return alone ?? (role === 'request' ? 'request' : hasCookie(exchange) ? 'with-cookie' : 'response');
}

/** The receiver took the message and sent the browser on, and broke down on a page behind that. */
function isAfterTaking(delivery: Exchange | null, exchange: Exchange): boolean {
  const isTaken = delivery !== null && delivery.id !== exchange.id && delivery.redirectUrl !== null;
  return isTaken && (exchange.status ?? 0) >= 500;
}

/** With the sender's present key it holds: whoever finds it invalid has another one, whatever they say. */
function isVerified({ redirectSignature, signatures }: FlowPart['inspected']): boolean {
  const all = redirectSignature === null ? signatures : [redirectSignature];
  return all.length > 0 && all.every(({ outcome }) => outcome === 'valid');
}

/** That a session was lost is thought of only where no cookie came. */
function hasCookie({ requestHeaders }: Exchange): boolean {
  return headerValue(requestHeaders, 'cookie') !== null;
}

const OF_ATTRIBUTES: ReadonlySet<Topic> = new Set(['attribute-missing', 'role', 'user-not-assigned']);
const MAX_NAMES = 8;
/** How a list of them begins, on a page of ours, too. */
const SENT = 'The IdP sent:';

/** The attributes that came, where the receiver misses one, or may: it says nothing that is understood, and nothing was found. */
function sentWords({ inspected: { message } }: FlowPart, topic: Topic | null, because: Finding | null): string {
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
function audienceOf({ inspected: { message } }: FlowPart): string {
  const assertions = message === null ? [] : assertionsOf(message);
  const names = assertions.flatMap(({ conditions }) =>
    (conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) => audiences),
  );
  return names.length === 0 ? '' : `, ${listFirst(names, MAX_NAMES)},`;
}

/** The status of an answer that says no, where the status alone does not. */
const STATUS_WORDS: Readonly<Record<TurnedAway['way'], (status: string) => string>> = {
  status: (status) => status,
  redirect: (status) => `${status}, a redirect that names an error`,
  data: (status) => `${status}, with data that says no`,
  page: (status) => `${status}, with a page that says no`,
  'login-page': (status) => `${status}, with a page to log in again`,
};

/** A message that did not reach its receiver; null where it did. */
export function unreachedOf({ inspected, exchange }: FlowPart): Finding | null {
  if (exchange === null || exchange.status !== null || exchange.error === null) return null;
  const kind = inspected.message?.element.localName ?? 'message';
  const facts = { kind, status: exchange.error, host: hostOf(exchange.url), said: '', how: '' };
  const way = wayOfError(exchange.error);
  // Who broke it off the browser does not say.
  return refused(inspected, way, exchange.error, way === 'aborted' ? 'likely' : 'certain', null, facts);
}

function refused(
  { index, message }: FlowPart['inspected'],
  variant: keyof typeof OWNERS,
  received: string,
  confidence: Finding['confidence'],
  by: Party | null,
  facts: Finding['facts'],
): Finding {
  return makeFinding({
    code: 'receiver-refused',
    severity: 'error',
    message: index ?? null,
    kind: message?.kind ?? null,
    path: `/${message?.element.localName ?? 'message'}`,
    received,
    clause: 'saml-bindings 3.4.6, 3.5.6',
    variant,
    owner: ownerFor(OWNERS[variant], message?.kind ?? 'Response', by === null ? null : otherParty(by)),
    confidence,
    facts,
  });
}

/** What the words are filled from: the suspect and its own facts. */
function factsOf({ code, expected, received, facts }: Finding): Finding['facts'] {
  const found = { found: received ?? '', wanted: expected ?? '' };
  return { ...facts, ...found, suspect: code, how: detailOf(facts) };
}

/** Of an encrypted part how and for whom, of a clock by how much; nothing where the recording does not tell. */
function detailOf({ algorithms, content, transport, receiver, difference }: Finding['facts']): string {
  if (difference !== undefined) return `: the clock of the IdP is ${difference} ahead`;
  const named = algorithms ?? (content === undefined ? null : `${content} with ${transport}`);
  return named === null ? '' : ` by ${named}, for ${receiver}`;
}

/** The sentence that tells, or the whole of a short page; of a page of ours its finding. */
function quote({ exchange, words }: TurnedAway, said: SaidTopic): string {
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
