import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { type Confidence, ownerFor } from '#shared/inspection/owner.ts';
import type { Phrase, Topic } from '#shared/phrases/engine/phrase.ts';
import { plainPhrase } from '#shared/phrases/plain.ts';
import type { SaidNo } from './answer-said.ts';
import type { FlowPart } from './flow-part.ts';
import { logoutVariant, OF_LOGINS } from './logout-refusal.ts';
import { wayOfError } from './network-error.ts';
import { ownRefusal } from './own-refusal.ts';
import { otherParty, type Party } from './party-roles.ts';
import { ALONE, KEYS, namedSuspect, OWNERS } from './refusal-reasons.ts';
import { audienceOf, quote, SENT, STATUS_WORDS, sentWords } from './refusal-words.ts';
import type { SaidTopic } from './said-topic.ts';
import { ownWords } from './shown-words.ts';

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
  const phrase = phraseOf(part, turned, explained);
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

/** What the book has of it. What it has of logins means nothing where nobody logs in. */
function phraseOf(part: FlowPart, turned: TurnedAway, { said, because }: Explained): Explained['said']['phrase'] {
  const phrase = said.phrase ?? (because === null ? plainOf(part, turned, said.topic) : null);
  if (phrase === null || part.kind !== 'logout' || said.isStatus) return phrase;
  if (ownRefusal(turned.exchange)?.phrase === phrase) return phrase;
  return OF_LOGINS.has(phrase.topic) ? null : phrase;
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

/** What a side means by plain words where nothing that was found explains them. Those of logouts are a set of their own. */
function plainOf({ kind }: FlowPart, { by }: TurnedAway, topic: Topic | null): Phrase | null {
  if (topic === null || kind === 'logout') return null;
  return plainPhrase(topic, by) ?? null;
}

function unexplained(
  { role, kind, inspected, exchange: delivery }: FlowPart,
  { topic, phrase, isStatus }: SaidTopic,
  { exchange, words }: TurnedAway,
  { isAsked }: Explained,
): keyof typeof OWNERS {
  // Whoever says that it does not know the key has said what is wrong.
  const isKeyNamed = topic === 'signature-key' && phrase !== null && /\b(?:key|certificate|fingerprint)\b/i.test(words);
  const isOfKeys = topic !== null && KEYS.includes(topic) && !isKeyNamed;
  if (isOfKeys && isVerified(inspected)) return 'signature';
  if (phrase !== null) return isStatus ? 'status' : 'phrase';
  if (kind === 'logout') return topic === 'encryption' ? topic : logoutVariant(words);
  const alone = topic === null ? undefined : ALONE[topic];
  if (alone === 'request-unknown' && !isAsked) return 'request-unseen';
  if (alone === undefined && role === 'response' && isAfterTaking(delivery, exchange)) return 'landing';
  // What goes from server to server brings no cookie.
  const isAsking = role === 'request' || role === 'resolve';
  return alone ?? (isAsking ? 'request' : hasCookie(exchange) ? 'with-cookie' : 'response');
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
