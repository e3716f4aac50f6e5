import { excerpt } from '#shared/base/excerpt.ts';
import { type FlowSituation, unansweredStep } from '#shared/checks/engine/situation.ts';
import { type SaidNo, saidNo, type WayOfNo } from '#shared/flows/answer-said.ts';
import type { EvidenceCode } from '#shared/flows/evidence.ts';
import { statusCodesOf } from '#shared/flows/facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { isOfNeither } from '#shared/flows/participants.ts';
import { otherParty, type Party } from '#shared/flows/party-roles.ts';
import { refusingAnswer } from '#shared/flows/refusing-answer.ts';
import { saidOnTheWay } from '#shared/flows/said-on-the-way.ts';
import { plainTopic } from '#shared/flows/said-topic.ts';
import { ownWords } from '#shared/flows/shown-words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { Confidence } from '#shared/inspection/owner.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { sessionSigns } from './session-seen.ts';

/** What was seen, with the exchange in which. */
export interface Seen {
  readonly code: EvidenceCode;
  readonly exchange: Exchange;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Somebody who said no. */
export interface Refusal extends SaidNo {
  readonly by: Party;
  /** What was turned away; null: nothing, an answer brought the no. */
  readonly part: FlowPart | null;
  readonly exchange: Exchange;
  /** It was a host on the way that is neither side's. */
  readonly isOther?: boolean;
}

/** What happened to a flow, and what shows it. */
export interface Ending {
  readonly outcome: Flow['outcome'];
  readonly evidence: readonly Seen[];
  /** Who said no, where somebody did. */
  readonly refusal: Refusal | null;
  /** How sure it is that it ended so. */
  readonly confidence: Confidence;
}

const UNKNOWN: Ending = { outcome: 'unknown', evidence: [], refusal: null, confidence: 'possible' };
const WAYS: Readonly<Record<WayOfNo, EvidenceCode>> = {
  status: 'http-refused',
  redirect: 'redirect-refused',
  data: 'data-refused',
  page: 'page-refused',
  'login-page': 'login-page-refused',
};

/**
 * What happened to a flow, by what was seen and not by what its messages deserve: an answer that a check would refuse and
 * the SP took has succeeded. Where nothing shows how it ended it is unknown.
 *
 * @param findings of the flow as such
 */
export function endingOf(situation: FlowSituation, findings: readonly Finding[]): Ending {
  const { facts } = situation;
  if (facts.parts.every(({ exchange }) => exchange === null)) return statusRefusal(situation) ?? UNKNOWN;
  const loop = findings.find((finding) => isError(finding) && /-loop$/.test(finding.code));
  const ended = facts.answer === null ? withoutAnswer(situation, findings) : withAnswer(situation, findings);
  const ending = ended.outcome === 'succeeded' ? ended : (unresolved(situation) ?? ended);
  if (loop !== undefined && facts.delivery !== null) return asLoop(situation, ending);
  return findings.some((finding) => isError(finding) && BREAKS.has(finding.code))
    ? asBroken(situation, ending)
    : ending;
}

/** What keeps a flow from going on, wherever it is found. */
const BREAKS: ReadonlySet<Finding['code']> = new Set<Finding['code']>([
  'form-not-sent',
  'frame-refused',
  'script-request-redirected',
  'blocked-by-client',
  'proof-not-given',
  'endpoint-behind-login',
  'post-became-get',
  'landing-unreached',
]);

/** Nobody was let in where the message never got to its receiver. */
function asBroken({ facts, steps }: FlowSituation, ending: Ending): Ending {
  if (ending.outcome === 'refused' || ending.outcome === 'broken-off') return ending;
  const last = facts.delivery ?? steps.at(-1)?.exchange ?? null;
  const told = ending.outcome === 'unknown' ? ending.evidence : [];
  const evidence = told.length > 0 || last === null ? told : [seen('waiting', last)];
  return { outcome: 'broken-off', evidence, refusal: null, confidence: 'certain' };
}

/** An SP that took the answer and asks anew has let nobody in. */
function asLoop({ facts, initiator }: FlowSituation, ending: Ending): Ending {
  if (ending.outcome === 'refused' || facts.delivery === null) return ending;
  const exchange = facts.landing.at(-1) ?? facts.delivery;
  const by = facts.kind === 'login' ? 'sp' : initiator;
  const refusal = { way: 'redirect', words: '', by, part: facts.answer, exchange } as const;
  return { outcome: 'refused', evidence: [seen('asked-again', exchange)], refusal, confidence: 'certain' };
}

function withAnswer(situation: FlowSituation, findings: readonly Finding[]): Ending {
  const { facts } = situation;
  const said = statusRefusal(situation);
  if (said !== null) return said;
  if (facts.delivery === null) return notSent(situation);
  if (isBehind(facts.answer)) return behind(situation);
  const { delivery } = facts;
  if (delivery.status === null && delivery.error !== null) return unreached(delivery);
  const refusing = refusingAnswer(facts);
  if (refusing !== null) return refusedBy(askerOf(situation), facts.answer, refusing, refusing.exchange);
  return facts.kind === 'login' ? letIn(situation, findings) : loggedOut(situation, findings);
}

/** The side that asked and gets the answer. */
function askerOf({ facts, initiator }: FlowSituation): Party {
  return facts.kind === 'login' ? 'sp' : initiator;
}

/** So much of what a page says is quoted, in characters. */
const QUOTED = 160;

function refusedBy(by: Party, part: FlowPart | null, said: SaidNo, exchange: Exchange): Ending {
  const told = excerpt(ownWords(exchange) ?? said.words, 0, QUOTED);
  const words = told === '' ? '' : `: “${told}”`;
  const evidence = [seen(WAYS[said.way], exchange, { said: words })];
  const isSure = said.isProse !== true && (said.way === 'status' || said.way === 'data' || said.words !== '');
  return {
    outcome: 'refused',
    evidence,
    refusal: { ...said, by, part, exchange },
    confidence: isSure ? 'certain' : 'likely',
  };
}

function unreached(exchange: Exchange): Ending {
  const evidence = [seen('unreachable', exchange, { error: exchange.error ?? '' })];
  return { outcome: 'broken-off', evidence, refusal: null, confidence: 'certain' };
}

/**
 * The other side says no by the status of its answer. NoPassive is the expected answer to a question that was put with
 * IsPassive; what comes then is another flow.
 */
function statusRefusal(situation: FlowSituation): Ending | null {
  const { facts } = situation;
  const part = facts.parts.findLast((each) => each.role === 'response' && statusCodesOf(each).length > 0) ?? null;
  if (part === null || part.exchange === null) return null;
  const codes = statusCodesOf(part);
  if (!isNo(codes)) return null;
  const finding = part.inspected.findings.find(
    ({ code, outcome }) => code === 'status-not-success' && outcome === 'fail',
  );
  if (finding?.severity === 'info') return null;
  const said = String(finding?.facts['said'] ?? '');
  const by = otherParty(askerOf(situation));
  const facts2 = {
    codes: codes.map((code) => code.replace(/^.*:/, '')).join(' / '),
    said: said === '' ? '' : `.${said}`,
  };
  return {
    outcome: 'refused',
    evidence: [seen('status-refused', part.exchange, facts2)],
    refusal: { way: 'data', words: said, by, part: null, exchange: part.exchange },
    confidence: 'certain',
  };
}

/** What shows a session by what the user got to see. */
const SHOWN: ReadonlySet<EvidenceCode> = new Set(['let-in', 'sign-out-offered']);

/** Half a logout is none. */
function isNo(codes: readonly string[]): boolean {
  return codes.length > 0 && (codes[0] !== STATUS_CODE.success || codes.includes(STATUS_CODE.partialLogout));
}

function letIn(situation: FlowSituation, findings: readonly Finding[]): Ending {
  const { facts } = situation;
  const { delivery } = facts;
  if (delivery === null || delivery.status === null) return nothingKept(delivery);
  if (facts.answer !== null && isNo(statusCodesOf(facts.answer))) return UNKNOWN;
  // A cookie and a redirect come with a polite refusal too: where the message deserves one, a page has to be seen.
  const isDoubtful = findings.some(isError) || facts.parts.some(({ inspected }) => inspected.findings.some(isError));
  const signs = sessionSigns(facts).filter(({ code }) => !isDoubtful || SHOWN.has(code));
  const [first] = signs;
  if (first === undefined) return { ...UNKNOWN, evidence: [seen('answer-taken', delivery)] };
  const evidence = signs.slice(0, 3).map(({ code, exchange, facts: words }) => ({ code, exchange, facts: words }));
  const isSure = first.isSure && unansweredStep(situation) === null;
  return { outcome: 'succeeded', evidence, refusal: null, confidence: isSure ? 'certain' : 'likely' };
}

/** A logout is over when the answer that says so was taken, and is the answer to it. */
function loggedOut({ facts }: FlowSituation, findings: readonly Finding[]): Ending {
  const { delivery, answer } = facts;
  if (delivery === null || delivery.status === null) return nothingKept(delivery);
  const isSaid = answer?.protocol === 'ws-federation' || (answer !== null && statusCodesOf(answer).length > 0);
  const evidence = [seen('answer-taken', delivery)];
  const isOther = findings.some(({ code }) => code === 'logout-answer-other');
  if (!isSaid || isOther) return { ...UNKNOWN, evidence };
  const told = answer?.protocol === 'ws-federation' ? [] : [seen('says-success', delivery)];
  return { outcome: 'succeeded', evidence: [...told, ...evidence], refusal: null, confidence: 'certain' };
}

function nothingKept(delivery: Exchange | null): Ending {
  return delivery === null ? UNKNOWN : { ...UNKNOWN, evidence: [seen('no-answer-kept', delivery)] };
}

/** Behind the browser's back the answer comes in the exchange that asked: that it came is all that shows. */
function behind({ facts }: FlowSituation): Ending {
  const { answer, delivery } = facts;
  if (answer === null || delivery === null) return UNKNOWN;
  const isGood = statusCodesOf(answer)[0] === STATUS_CODE.success && !answer.inspected.findings.some(isError);
  if (!isGood) return UNKNOWN;
  return { outcome: 'succeeded', evidence: [seen('says-success', delivery)], refusal: null, confidence: 'certain' };
}

/** There a fault, or a status, stands in the answer's place (saml-bindings 3.2.3.3). */
function behindWithoutAnswer(situation: FlowSituation, part: FlowPart, asked: Exchange): Ending {
  if (asked.status === null && asked.error !== null) return unreached(asked);
  const said = saidNo(asked);
  return said === null ? UNKNOWN : refusedBy(otherParty(askerOf(situation)), part, said, asked);
}

/** What an artifact stands for was asked for, and not given: the page that says so follows from it. */
function unresolved(situation: FlowSituation): Ending | null {
  const { parts } = situation.facts;
  const asked = parts.findLast(({ role }) => role === 'resolve') ?? null;
  if (asked === null || asked.exchange === null || parts.some(({ role }) => role === 'resolved')) return null;
  const ending = behindWithoutAnswer(situation, asked, asked.exchange);
  return ending.outcome === 'unknown' ? null : ending;
}

function isBehind(part: FlowPart | null): boolean {
  const wire = part?.inspected.wire ?? null;
  return wire !== null && BINDINGS[wire.binding].channel === 'soap';
}

function notSent({ facts }: FlowSituation): Ending {
  const exchange = facts.answer?.exchange ?? null;
  return exchange === null ? UNKNOWN : { ...UNKNOWN, evidence: [seen('not-sent', exchange)] };
}

/** No answer came: what the last page says, or what kept it from coming. */
function withoutAnswer(situation: FlowSituation, findings: readonly Finding[]): Ending {
  const { facts, steps } = situation;
  const asked = facts.request?.exchange ?? null;
  if (asked === null || facts.request === null) return UNKNOWN;
  if (isBehind(facts.request)) return behindWithoutAnswer(situation, facts.request, asked);
  if (facts.protocol === 'ws-federation' && facts.kind === 'logout')
    return federatedLogout(asked, facts.request, situation);
  const last = steps.findLast(({ exchange }) => exchange.status !== null || exchange.error !== null)?.exchange ?? asked;
  if (last.status === null && last.error !== null) return unreached(last);
  // Who is to log out is asked for no proof without a scheme.
  const isAsked = isAskedForProof(last) && (facts.kind === 'login' || isChallenge(last));
  const said = isAsked ? null : saidOnTheWay(steps, last);
  const side = situation.sides.get(hostOf(last.url)) ?? null;
  const by = side ?? otherParty(askerOf(situation));
  // A login page may bring the same request again: that one was turned away.
  const asking = facts.parts.findLast(({ exchange, role }) => role === 'request' && exchange === last) ?? facts.request;
  if (said !== null && said.way !== 'login-page') return stoppedBy(situation, refusedBy(by, asking, said, last));
  const silent = unansweredStep(situation);
  if (silent !== null) return nothingKept(silent);
  const broken = findings.find((finding) => finding.code === 'flow-broken-off' && isError(finding));
  const evidence = [seen('waiting', last)];
  return broken === undefined
    ? { ...UNKNOWN, evidence }
    : { outcome: 'broken-off', evidence, refusal: null, confidence: 'certain' };
}

/** A host on the way that is neither side's has looked at no message. */
function stoppedBy({ sides }: FlowSituation, ending: Ending): Ending {
  const { refusal } = ending;
  if (refusal === null) return ending;
  const isOther = refusal.way === 'status' && isOfNeither(hostOf(refusal.exchange.url), sides);
  return { ...ending, refusal: { ...refusal, isOther } };
}

/** A WS-Federation logout has no answer but the page that comes (ws-federation 13.2.4). */
function federatedLogout(asked: Exchange, part: FlowPart, situation: FlowSituation): Ending {
  const said = saidNo(asked);
  if (said !== null) return refusedBy(otherParty(askerOf(situation)), part, said, asked);
  if (asked.status === null) return nothingKept(asked);
  return { outcome: 'succeeded', evidence: [seen('answer-taken', asked)], refusal: null, confidence: 'likely' };
}

/**
 * An identity provider asks for Kerberos or a certificate that way, or says that a password was wrong, and may be told another;
 * who asks for nothing and says of whom it does not let in has refused.
 */
function isAskedForProof(exchange: Exchange): boolean {
  const { status } = exchange;
  return status === 407 || (status === 401 && (isChallenge(exchange) || !namesReason(saidNo(exchange)?.words ?? '')));
}

function namesReason(words: string): boolean {
  return plainTopic(words) !== null || findPhrases(words).some(({ phrase }) => phrase.topic === 'client-certificate');
}

function isChallenge({ responseHeaders }: Exchange): boolean {
  return headerValue(responseHeaders, 'www-authenticate') !== null;
}

function seen(code: EvidenceCode, exchange: Exchange, facts: Seen['facts'] = {}): Seen {
  return { code, exchange, facts: { host: hostOf(exchange.url), status: exchange.status ?? 0, ...facts } };
}
