import type { Exchange } from '#shared/http/exchange.ts';
import type { Phrase, Topic } from '#shared/phrases/engine/phrase.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import type { StatusPlace } from '#shared/phrases/statuses/status-row.ts';
import { type StatusPhrase, statusPhrase } from '#shared/phrases/statuses.ts';
import { wordsOf } from './answer-said.ts';
import { spacedWords } from './failure-words.ts';
import { SPOKEN_ELSEWHERE } from './languages.ts';
import { ownRefusal } from './own-refusal.ts';

/** Where the message was sent that an answer is about, and whether who answers had named that very address itself. */
export interface SaidAt {
  readonly place: StatusPlace;
  readonly isNamed: boolean;
}

const AT_ACS: SaidAt = { place: 'acs', isNamed: false };

/** What an answer that says no speaks of. */
export interface SaidTopic {
  /** Null: of nothing that is understood. */
  readonly topic: Topic | null;
  /** The words of a product that are known, or what a status means; null where the topic follows from plain words. */
  readonly phrase: Pick<Phrase, 'says' | 'topic' | 'owner'> | null;
  /** Nothing was said: the status alone tells. */
  readonly isStatus: boolean;
  /** What is meant is what mostly is, and not what the status says. */
  readonly isSuggested?: boolean;
}

/** Products say these about everything: what else is said decides. */
const VAGUE: ReadonlySet<Topic> = new Set(['internal', 'status', 'configuration', 'temporary', 'policy', 'logout']);

/** What plain words speak of, in no product's own form; the first that fits. */
const PLAIN: readonly (readonly [RegExp, Topic])[] = [
  [/in_?response_?to|authn_?request[^.]{0,40}(?:unknown|not found|does not match)/i, 'in-response-to'],
  [
    /client certificate[^.]{0,30}(?:required|needed|missing|expected|not (?:be )?(?:sent|presented|provided|found|verified|trusted))|\b(?:no|missing|without an?|requires? an?|valid) client certificate/i,
    'client-certificate',
  ],
  [/must be encrypted|(?:is|was) not encrypted|encryption (?:is )?required/i, 'encryption-missing'],
  [/decrypt|encrypted|private key/i, 'encryption'],
  [
    /(?:not|isn.t|un)[- ]?signed|no signature|missing signature|signature (?:is |was )?(?:missing|required|not (?:found|present))|must be signed/i,
    'signature-missing',
  ],
  [/(?:algorithm|digest method|sha-?1)\b[^.]{0,60}(?:not|un|weak|forbidden|disallowed|rejected)/i, 'algorithm'],
  [/certificate[^.]{0,30}expired|expired certificate/i, 'certificate-expired'],
  [
    /(?:key|certificate|fingerprint)[^.]{0,60}(?:unknown|mismatch|does not match|could not be (?:found|resolved)|not trusted|untrusted|no match)|untrusted (?:key|certificate)/i,
    'signature-key',
  ],
  [/signature|fingerprint/i, 'signature-invalid'],
  [/audience/i, 'audience'],
  [
    /\b(?:acs|assertion ?consumer ?service)(?: ?url| ?location)?\b[^.]{0,80}\b(?:not|does ?n[o’']?t|did ?n[o’']?t|invalid|mismatch|unregistered|unknown|denied)\b|\b(?:invalid|unknown|unregistered) (?:acs|assertion ?consumer)/i,
    'acs-unknown',
  ],
  [/recipient|\bdestination\b/i, 'destination'],
  [
    /(?:unknown|invalid|unexpected|wrong|untrusted|unrecogni[sz]ed|unregistered) (?:saml )?(?:issuer|identity provider|idp)\b|issuer\b[^.]{0,30}(?:unknown|invalid|not|mismatch)|\b(?:identity provider|idp)\b[^.]{0,20}\b(?:unknown|not (?:known|recogni[sz]ed|registered|trusted|configured|found))|metadata (?:was )?(?:found )?for (?:the )?(?:identity provider|issuer|idp)/i,
    'issuer-unknown',
  ],
  [
    /(?:service provider|relying party|saml (?:partner|client)|application)\b[^.]{0,60}\b(?:not (?:be )?(?:known|found|registered|configured|recogni[sz]ed)|unknown)|unknown (?:service provider|relying party|saml (?:partner|client))/i,
    'sp-unknown',
  ],
  [
    /\b(?:load|fetch|retriev|download|read|obtain|access)\w* (?:the |saml |idp |sp )*metadata|\bmetadata (?:[\w:/.-]+ ){0,6}?(?:not (?:be )?(?:loaded|found|available|retrieved|fetched)|unavailable|missing)\b/i,
    'metadata',
  ],
  [
    /\breplay|already (?:been )?(?:used|consumed|processed|redeemed)|used (?:before|more than once|twice)|duplicate (?:saml )?(?:assertion|response|message)/i,
    'replay',
  ],
  [/not yet valid|notbefore|in the future/i, 'time-not-yet'],
  [/notonorafter|timing issue|clock|(?:assertion|response|token)[^.]{0,20}expired/i, 'time-expired'],
  [/\buser (?:has )?cancel+ed|cancel+ed by (?:the )?user|user abort/i, 'user-cancelled'],
  [/csrf|cross[- ]site request forgery|authenticity ?token|forgery/i, 'csrf'],
  [/\b(?:second factor|multi-?factor|two-?factor|2fa|mfa|step-?up|stronger authentication)\b/i, 'mfa'],
  [
    /\bno (?:\w+ )?(?:account|user)\b|(?:find|found|have|exist)[^.]{0,20}\baccount\b|not (?:been )?(?:provisioned|invited|a member(?! of (?:\S+ ){0,5}(?:group|role|team|organi[sz]ation)))|(?:user|account|person|you)\b[^.]{0,40}not (?:been )?registered|user:? (?:\S+ )?(?:was )?(?:not found|does not exist|unknown)|unknown user|user unknown|account[^.]{0,20}not linked|do(?: not|n[’']?t) (?:know|recogni[sz]e) (?:you|this (?:user|account))\b|\bno (?:profile|person|identity) match/i,
    'user-not-provisioned',
  ],
  [
    /account[^.]{0,30}(?:disabled|deactivated|locked|suspended|(?:pending|awaiting) (?:\w+ )?approval)/i,
    'account-disabled',
  ],
  [
    /\bmissing (?:in|from) the (?:saml )?(?:assertion|response|token)|\bno (?:[\w-]+ ){1,4}(?:(?:was|were|is|has been) )?(?:provided|sent|supplied|received|released|returned|given) (?:by|from) (?:your |the |this )?(?:saml )?(?:identity provider|idp|login provider)\b|attribute[^.]{0,80}(?:missing|required|expected|not (?:found|present|sent|received)|empty)|(?:missing|required|no) (?:\S+ ){0,3}attribute|missing[^.]{0,20}\b(?:attributes|(?:user )?(?:e-?mail|first ?name|last ?name|surname|department))\b|(?:assertion|response|token|provider)\b[^.]{0,20}\b(?:do|did|does)(?: not|n.t) (?:contain|include|carry|provide|send|have)\b(?! (?:an? )?(?:valid )?(?:signature|name ?id|issuer|audience))/i,
    'attribute-missing',
  ],
  [
    /\b(?:group|role)s?\b[^.]{0,60}(?:not|no|missing|required|denied)|not (?:a member )?(?:in|of) (?:\S+ ){0,5}(?:group|role|team|organi[sz]ation)|required (?:group|role)/i,
    'role',
  ],
  [
    /not (?:been )?assigned|not (?:authori[sz]ed|entitled|permitted|allowed|licen[cs]ed) to (?:use|access)|you need (?:permission|access)|(?:don.t|do not|does not) have (?:access|permission)|access denied/i,
    'user-not-assigned',
  ],
  [
    /name ?-?id(?:entifier)?\b[^.]{0,60}(?:missing|expected|required|not (?:found|present|sent)|empty)|\b(?:missing|expect\w*|no|require[sd]?|invalid)\b[^.]{0,60}\bname ?-?id/i,
    'nameid-missing',
  ],
  [
    /cookies? (?:is |are |was |were )?(?:not (?:be )?(?:enabled|accepted|found|sent|set)|disabled|blocked|missing)|\b(?:not have|enable|accept|allow|without) cookies/i,
    'cookie',
  ],
  [
    /\b(?:request|access|page)\b[^.]{0,40}\b(?:blocked|rejected|denied|stopped) (?:by|due to) (?:\S+ ){0,4}(?:security|firewall|waf|rules?|protection)\b|web application firewall/i,
    'firewall',
  ],
  [
    /\bno (?:\w+ ){0,2}session\b|\b(?:the|login|auth|oauth|request)? ?state (?:parameter |cookie |value )?(?:was |is |does |has )?(?:not (?:be )?(?:found|match)|missing|mismatch|invalid|unknown|expired)|\b(?:missing|invalid|unknown|unexpected|no) (?:auth |login |oauth )?state\b|\bno (?:login|authentication|sign-?in|request) (?:is |was )?(?:in progress|pending|open)|session[^.]{0,40}(?:not (?:be )?found|could not|expired|lost|timed out|invalid|missing)|\bcookies?\b|start (?:the login )?(?:again|over)/i,
    'state',
  ],
  [/\bxsd\b|schema|\bcvc-[a-z]/i, 'schema'],
  [/pars(?:e|ing)|well-?formed|malformed|not (?:valid )?xml|invalid xml|base64/i, 'parse'],
  [
    /missing (?:parameter|saml ?response)|no saml ?(?:response|assertion)|saml ?response (?:is )?(?:missing|not found)/i,
    'message-missing',
  ],
];

/** The plainest words for each of these, in which nobody is named: `plainTopic` reads each as its topic. */
export const PLAINEST: Readonly<Partial<Record<Topic, string>>> = {
  'in-response-to': 'InResponseTo',
  'encryption-missing': 'must be encrypted',
  encryption: 'decrypt',
  'signature-missing': 'not signed',
  algorithm: 'algorithm not allowed',
  'certificate-expired': 'certificate expired',
  'signature-key': 'certificate does not match',
  'signature-invalid': 'signature',
  audience: 'audience',
  'acs-unknown': 'unknown ACS',
  destination: 'recipient',
  'issuer-unknown': 'unknown issuer',
  replay: 'already used',
  'time-not-yet': 'not yet valid',
  'time-expired': 'assertion expired',
  csrf: 'CSRF',
  mfa: 'second factor',
  'user-cancelled': 'user cancelled',
  'user-not-provisioned': 'no account',
  'account-disabled': 'account disabled',
  'attribute-missing': 'missing attribute',
  role: 'required role',
  'user-not-assigned': 'not assigned',
  'sp-unknown': 'unknown service provider',
  metadata: 'metadata not found',
  'nameid-missing': 'missing NameID',
  cookie: 'cookies not enabled',
  firewall: 'web application firewall',
  state: 'session not found',
  schema: 'schema',
  parse: 'not well-formed',
  'message-missing': 'missing SAMLResponse',
};

const SILENT: SaidTopic = { topic: null, phrase: null, isStatus: false };
const read = new WeakMap<Exchange, { readonly key: string; readonly said: SaidTopic }>();

/**
 * What an answer speaks of: by the phrases of products, in its own words or anywhere in it, since some pages are made by a
 * script from what stands beside; else by plain words, else by its status.
 *
 * @param at where the message was sent that it answers
 */
export function saidTopic(exchange: Exchange, words = wordsOf(exchange), at = AT_ACS): SaidTopic {
  const key = `${at.place} ${at.isNamed} ${words}`;
  const known = read.get(exchange);
  if (known?.key === key) return known.said;
  const said = topicOf(exchange, words, at);
  read.set(exchange, { key, said });
  return said;
}

function topicOf(exchange: Exchange, words: string, { place, isNamed }: SaidAt): SaidTopic {
  // What else stands on a page of ours is about that.
  const ours = ownRefusal(exchange)?.phrase ?? null;
  if (ours !== null) return byPhrase(ours);
  const own = phrasesIn(words);
  const phrases = own.length > 0 ? own : phrasesIn(exchange.responseText ?? '');
  const meant = (exchange.status ?? 0) >= 400 ? statusPhrase(exchange, place, isNamed) : null;
  const telling = phrases.find(({ topic }) => !VAGUE.has(topic));
  if (telling !== undefined) return isBetterTold(meant, telling, place) ? byStatus(meant) : byPhrase(telling);
  const plain = isOfProxies(exchange.status) ? null : plainTopic(words);
  if (plain !== null) return { topic: plain, phrase: null, isStatus: false };
  const [vague] = phrases;
  if (vague !== undefined) return isBetterTold(meant, vague, place) ? byStatus(meant) : byPhrase(vague);
  return meant === null ? SILENT : byStatus(meant);
}

function byPhrase(phrase: Phrase): SaidTopic {
  return { topic: phrase.topic, phrase, isStatus: false };
}

function byStatus(phrase: StatusPhrase): SaidTopic {
  const { topic, isSuggested } = phrase;
  return { topic, phrase, isStatus: true, isSuggested };
}

/** Only what stands before servers has these: its page speaks of cookies and certificates, and not of the message. */
function isOfProxies(status: number | null): boolean {
  return status !== null && (status >= 520 || status === 460 || (status >= 494 && status <= 499));
}

/** What pages of servers say of an address to which a message is thought to have been sent. */
const OF_ADDRESSES: ReadonlySet<Topic> = new Set(['acs-unknown', 'destination', 'method', 'binding', 'size']);

/**
 * A proxy has the same page for every server: before which of them it stands, or what else is in its header, tells more of
 * the same matter.
 */
function isBetterTold(meant: StatusPhrase | null, page: Phrase, place: StatusPlace): meant is StatusPhrase {
  if (meant === null || (place === 'acs' && meant.when === null)) return false;
  if (place === 'landing' || place === 'page') return OF_ADDRESSES.has(page.topic) || meant.topic === page.topic;
  // That POST is not taken says whose page says it; that nothing is there, whoever named the address.
  if (meant.when === 'named' && meant.topic === 'method') return false;
  return meant.topic === page.topic || (meant.topic === 'binding' && page.topic === 'method');
}

/** What plain words speak of, in no product's own form; null where nothing of it is understood. */
export function plainTopic(words: string): Topic | null {
  return formOf(words)?.[1] ?? null;
}

/** In English, then in English where a name of an error stands for a sentence, then in other languages. */
function formOf(words: string): (typeof PLAIN)[number] | undefined {
  const spaced = spacedWords(words);
  return (
    PLAIN.find(([form]) => form.test(words)) ??
    PLAIN.find(([form]) => form.test(spaced)) ??
    SPOKEN_ELSEWHERE.find(([form]) => form.test(words))
  );
}

function phrasesIn(text: string): readonly Phrase[] {
  return text === '' ? [] : findPhrases(text).map(({ phrase }) => phrase);
}

/** Where in the words it is said, for quoting; 0 where nothing tells. */
export function placeOfTopic(words: string, { phrase, isStatus }: SaidTopic): number {
  const said = phrase === null || isStatus ? undefined : findPhrases(words).find((each) => each.phrase === phrase);
  if (said !== undefined) return said.start;
  return formOf(words)?.[0].exec(words)?.index ?? 0;
}

/** What is said where the SP does not know the session or the request that the answer belongs to. */
const OF_SESSIONS: ReadonlySet<Topic> = new Set([
  'in-response-to',
  'unsolicited',
  'state',
  'cookie',
  'csrf',
  'relay-state',
  'replay',
]);

/** Whether an answer may be about a session or a request that its server does not know; what says nothing may. */
export function maySpeakOfSession(exchange: Exchange): boolean {
  const { topic, isStatus } = saidTopic(exchange);
  // What is down looked at no session.
  if (isStatus && topic === 'temporary') return false;
  return topic === null || VAGUE.has(topic) || OF_SESSIONS.has(topic);
}

/** Whether an answer with that status may be for want of a session: a server that is down, or takes no such form, never looked for one. */
export function mayMissSession({ topic, isStatus }: SaidTopic): boolean {
  return !isStatus || isVague(topic) || (topic !== null && OF_SESSIONS.has(topic));
}

/** Whether products say it about everything. */
export function isVague(topic: Topic | null): boolean {
  return topic === null || VAGUE.has(topic);
}
