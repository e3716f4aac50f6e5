import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { type OwnerRole, ownerFor } from '#shared/inspection/owner.ts';
import type { Phrase, Topic as SaidTopic } from '#shared/phrases/engine/phrase.ts';
import { statusPhrase } from '#shared/phrases/statuses.ts';
import { type SaidNo, wordsOf } from './answer-said.ts';
import type { FlowPart } from './flow-part.ts';
import { isOfSession, saidPhrase } from './said-phrase.ts';

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
  | 'addressing';

/** What pages say, by the words that libraries use (node-saml, ruby-saml, php-saml, java-saml, OpenSAML, Spring). */
const SAID: readonly (readonly [RegExp, Topic])[] = [
  [/in_?response_?to|authn_?request[^.]{0,40}(?:unknown|not found|does not match)/i, 'request'],
  [/decrypt|encrypted|decryption|private key/i, 'encryption'],
  [/signature|fingerprint|not signed|unsigned|certificate/i, 'signature'],
  [/audience|recipient|destination|unknown saml issuer|invalid issuer|metadata for identity provider/i, 'addressing'],
  [/not yet valid|notbefore|notonorafter|clock|timing issue|(?:assertion|response)[^.]{0,20}expired/i, 'time'],
];
type Topic = 'request' | 'encryption' | 'signature' | 'addressing' | 'time';

/** A finding that is no fault by itself, and what a receiver minds who does not accept it. */
interface Suspect {
  readonly code: Finding['code'];
  /** Null: whatever its variant. */
  readonly variant: string | null;
  readonly reason: Reason;
  /** What the receiver speaks of where this is to be suspected; null: of nothing that is understood. */
  readonly topics: readonly (Topic | null)[];
}

const suspect = (code: Finding['code'], reason: Reason, topics: Suspect['topics']): Suspect => ({
  code,
  variant: null,
  reason,
  topics,
});

/** The likeliest first. */
const SUSPECTS: readonly Suspect[] = [
  { ...suspect('in-response-to-unknown', 'other-request', ['request', null]), variant: 'other-request' },
  suspect('redirect-url-long', 'url-too-long', [null]),
  suspect('session-index-missing', 'session-index', [null]),
  suspect('logout-unsigned', 'unsigned', ['signature', null]),
  // Any other status is an error, and explains itself.
  suspect('status-not-success', 'no-passive', ['request', 'encryption', 'signature', 'addressing', 'time', null]),
  suspect('several-assertions', 'several-assertions', ['signature', null]),
  suspect('certificate-one-of-several', 'certificate-rolled', ['signature', null]),
  suspect('signature-weak', 'weak-signature', ['signature', null]),
  // One signature, and requests without any, are what most send: to be suspected only where the receiver speaks of signatures.
  suspect('signature-missing', 'unsigned', ['signature']),
  suspect('signature-on-one', 'one-signature', ['signature']),
  suspect('encrypted-part-closed', 'encryption', ['encryption', null]),
  suspect('encrypted-assertion-unreadable', 'encryption', ['encryption', null]),
  suspect('clock-ahead', 'clock', ['time', null]),
];
const ALONE: Readonly<Record<Topic, Reason>> = {
  request: 'request-unknown',
  encryption: 'encryption',
  signature: 'signature',
  addressing: 'addressing',
  time: 'clock',
};

/** Of what a known phrase speaks: what is to be looked for in the message before the phrase speaks for itself. */
const REASONS_OF: Readonly<Partial<Record<SaidTopic, readonly Reason[]>>> = {
  'signature-missing': ['one-signature', 'unsigned'],
  'signature-key': ['certificate-rolled'],
  algorithm: ['weak-signature'],
  encryption: ['encryption'],
  'several-assertions': ['several-assertions'],
  'no-passive': ['no-passive'],
  status: ['no-passive'],
  'in-response-to': ['other-request'],
  'time-not-yet': ['clock'],
  'time-expired': ['clock'],
  size: ['url-too-long'],
  logout: ['unsigned', 'session-index'],
};

/** Who must act, by what was minded. */
const OWNERS: Readonly<Record<Reason | 'request' | 'response' | 'with-cookie' | 'unreachable', OwnerRole>> = {
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
  addressing: 'receiver',
  request: 'receiver',
  response: 'receiver',
  'with-cookie': 'receiver',
  unreachable: 'network',
};

/** So much of what a page says is quoted. */
const QUOTED = 160;

/** How a message was turned away. */
export interface TurnedAway extends SaidNo {
  readonly exchange: Exchange;
}

/** What a receiver said to a message, and what it minded as far as its own words and the message tell. */
export function refusalOf({ role, inspected }: FlowPart, turned: TurnedAway): Finding {
  const { way, words, exchange } = turned;
  const said = saidPhrase(words, exchange);
  const topic = said === null ? topicOf(words) : null;
  const suspect =
    said === null ? suspectOf(inspected.findings, topic) : suspectFor(inspected.findings, said.phrase.topic);
  const kind = inspected.message?.element.localName ?? 'message';
  const status = STATUS_WORDS[way](`${exchange.status ?? ''}`);
  const quoted = said === null ? quote(words, topic) : ` It says: “${said.quote}”.`;
  const facts = { kind, status, host: hostOf(exchange.url), said: quoted, how: '' };
  const phrase = said?.phrase ?? (topic === null ? statusOf(turned, role === 'request') : undefined);
  if (phrase !== undefined && suspect === null)
    return refused(
      inspected,
      said === null ? 'status' : 'phrase',
      status,
      said === null ? 'likely' : 'certain',
      facts,
      phrase,
    );
  const isTold = said !== null || topic !== null;
  return refused(
    inspected,
    suspect?.reason ?? (topic === null ? unknownReason(role, exchange) : ALONE[topic]),
    status,
    suspect !== null && isTold ? 'likely' : 'possible',
    suspect === null ? facts : { ...facts, ...factsOf(suspect.finding) },
  );
}

/** What the status of an answer means where its words tell nothing. */
function statusOf({ way, exchange }: TurnedAway, isRequest: boolean): Phrase | undefined {
  return way === 'status' ? statusPhrase(exchange.status, isRequest) : undefined;
}

/** Nothing tells what was minded; that a session was lost is thought of only where no cookie came. */
function unknownReason(role: FlowPart['role'], { requestHeaders }: Exchange) {
  if (role === 'request') return 'request';
  return requestHeaders.some(({ name }) => name.toLowerCase() === 'cookie') ? 'with-cookie' : 'response';
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
  return refused(inspected, 'unreachable', exchange.error, 'certain', facts);
}

function refused(
  { index, message }: FlowPart['inspected'],
  variant: keyof typeof OWNERS | 'phrase' | 'status',
  received: string,
  confidence: Finding['confidence'],
  facts: Finding['facts'],
  phrase?: Phrase,
): Finding {
  const role = variant === 'phrase' || variant === 'status' ? 'receiver' : OWNERS[variant];
  return makeFinding({
    code: 'receiver-refused',
    severity: 'error',
    message: index ?? null,
    kind: message?.kind ?? null,
    path: `/${message?.element.localName ?? 'message'}`,
    received,
    clause: 'saml-bindings 3.4.6, 3.5.6',
    variant,
    owner: phrase?.owner ?? ownerFor(role, message?.kind ?? 'Response', null),
    confidence,
    facts: phrase === undefined ? facts : { ...facts, phrase: phrase.says, topic: phrase.topic },
  });
}

/** Whether an answer blames something else than a session, or a request that its server does not know. */
export function blamesMessage(exchange: Exchange): boolean {
  const words = wordsOf(exchange);
  const said = saidPhrase(words, exchange);
  if (said !== null) return !isOfSession(said);
  const topic = topicOf(words);
  return topic === null ? statusPhrase(exchange.status, false) !== undefined : topic !== 'request';
}

function topicOf(text: string): Topic | null {
  return SAID.find(([form]) => form.test(text))?.[1] ?? null;
}

function suspectOf(findings: readonly Finding[], topic: Topic | null): { reason: Reason; finding: Finding } | null {
  for (const { code, variant, reason, topics } of SUSPECTS) {
    const isMeant = (found: Finding) => found.code === code && (variant === null || found.variant === variant);
    const finding = findings.find((each) => isMeant(each) && each.outcome !== 'pass');
    if (finding !== undefined && topics.includes(topic)) return { reason, finding };
  }
  return null;
}

/** The first of what is to be looked for under a topic that was really found. */
function suspectFor(findings: readonly Finding[], topic: SaidTopic): { reason: Reason; finding: Finding } | null {
  for (const wanted of REASONS_OF[topic] ?? []) {
    const meant = SUSPECTS.filter(({ reason }) => reason === wanted);
    const finding = findings.find(
      ({ code, variant, outcome }) =>
        outcome !== 'pass' && meant.some((each) => each.code === code && (each.variant ?? variant) === variant),
    );
    if (finding !== undefined) return { reason: wanted, finding };
  }
  return null;
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

/** The sentence that tells, or the whole of a short page. */
function quote(text: string, topic: Topic | null): string {
  if (text === '' || (topic === null && text.length > QUOTED)) return '';
  const at = SAID.find(([, each]) => each === topic)?.[0].exec(text)?.index ?? 0;
  const start = text.length <= QUOTED ? 0 : Math.max(0, text.lastIndexOf('. ', at) + 1, at - QUOTED / 2);
  return ` It says: “${text.slice(start, start + QUOTED).trim()}”.`;
}
