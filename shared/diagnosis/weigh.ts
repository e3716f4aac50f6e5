import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import { flowCheckOf } from '#shared/checks/flow-check-of.ts';
import { asksForAnswerAt } from '#shared/flows/asked-page.ts';
import type { FlowFacts } from '#shared/flows/facts.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { type LogoutMatter, logoutMatter } from '#shared/flows/logout-matter.ts';
import { refusalOf, unreachedOf } from '#shared/flows/refusal.ts';
import { isVague, mayMissSession, type SaidTopic, saidTopic } from '#shared/flows/said-topic.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Confidence } from '#shared/inspection/owner.ts';
import { foldFindings } from './fold-findings.ts';
import { MATTER_CAUSES } from './logout-causes.ts';
import type { Ending, Refusal } from './outcome.ts';
import { type OwnCause, ownCause } from './own-cause.ts';
import { NO_REASONS, OF_ONE_MESSAGE, ONLY_SAID, SILENT_SUSPECTS, TOPIC_CAUSES } from './topic-causes.ts';
import { weighStatus } from './weigh-status.ts';

/** What made a flow end as it did. */
export interface Weighed {
  /** Says what a receiver said where it turned a message away and no error explains it; one of the flow's own findings. */
  readonly refusal: Finding | null;
  readonly cause: Finding | null;
  readonly confidence: Confidence;
  /** Codes, the likeliest first. */
  readonly candidates: readonly FindingCode[];
}

/** Of a flow with very many problems so many are named as candidates. */
const MAX_CANDIDATES = 8;

/**
 * Weighs what was found against how a flow ended: every finding may be the cause, infos and what could not be checked
 * included, and what the side that said no speaks of decides between them.
 *
 * @param found by the checks of flows
 */
export function weigh(situation: FlowSituation, ending: Ending, found: readonly Finding[]): Weighed {
  if (ending.outcome === 'succeeded')
    return { refusal: null, cause: null, confidence: ending.confidence, candidates: [] };
  const { parts } = situation.facts;
  const all = [...parts.flatMap(({ inspected }) => inspected.findings), ...found];
  const roots = foldFindings(all.filter(({ outcome }) => outcome === 'fail')).filter(
    (each) => each.consequenceOf == null,
  );
  const { refusal } = ending;
  if (refusal !== null && refusal.part !== null && !isToldElsewhere(found, refusal, situation.facts)) {
    const isAsked = situation.facts.request !== null;
    return weighRefusal(refusal, { said: saidBy(refusal, situation.facts), isAsked }, refusal.part, roots, all);
  }
  const unreached = roots.some(isCause) ? null : (parts.map(unreachedOf).find((each) => each !== null) ?? null);
  const refusals = ending.outcome === 'broken-off' ? unreached : null;
  const cause =
    refusals ?? roots.find(isError) ?? roots.find(({ severity }) => severity === 'warning') ?? silenceOf(ending, roots);
  if (cause?.code === 'status-not-success') {
    const status = weighStatus(cause, situation);
    return weighed(refusals, status.cause, status.confidence, [...status.candidates, ...roots.filter(isProblem)]);
  }
  return weighed(refusals, cause, cause?.confidence ?? ending.confidence, roots.filter(isProblem));
}

/** Where nobody knows how it ended, that no answer came is what there is to say. */
function silenceOf({ outcome }: Ending, roots: readonly Finding[]): Finding | null {
  if (outcome !== 'unknown') return null;
  return roots.find(({ code, variant }) => code === 'flow-broken-off' && variant === 'unanswered') ?? null;
}

function weighed(
  refusal: Finding | null,
  cause: Finding | null,
  confidence: Confidence,
  others: readonly Finding[],
): Weighed {
  const codes = [cause, cause?.because ?? null, ...others].flatMap((each) => each?.code ?? []);
  const candidates = [...new Set(codes)].slice(0, MAX_CANDIDATES);
  return { refusal, cause, confidence, candidates };
}

/** That a flow stopped follows from what stopped it. */
function isCause(finding: Finding): boolean {
  return isError(finding) && finding.code !== 'flow-broken-off';
}

const LOOPS: ReadonlySet<FindingCode> = new Set(['login-loop', 'logout-loop']);

/** A loop is told as such; so is a flow that stopped on another page than that which got the message, and says nothing that is understood. */
function isToldElsewhere(found: readonly Finding[], refusal: Refusal, facts: FlowFacts): boolean {
  const { exchange, part } = refusal;
  const { topic, isStatus } = saidBy(refusal, facts);
  const isElsewhere = exchange !== part?.exchange && isVague(topic) && !isStatus;
  return found.some(
    (each) => isError(each) && (LOOPS.has(each.code) || (each.code === 'flow-broken-off' && isElsewhere)),
  );
}

/** What the side that said no speaks of; a status means something else at each place. */
function saidBy({ exchange, words, part, by, isOther }: Refusal, { request, parts }: FlowFacts): SaidTopic {
  const isPage = parts.every((each) => each.exchange !== exchange);
  const atSp = isPage ? 'landing' : part?.kind === 'logout' ? 'logout' : 'acs';
  const side = by === 'sp' ? atSp : isPage ? 'page' : 'idp';
  const place = isOther === true ? 'other' : side;
  return saidTopic(exchange, words, { place, isNamed: asksForAnswerAt(request, exchange.url) });
}

function weighRefusal(
  refusal: Refusal,
  { said: saidThere, isAsked }: { readonly said: SaidTopic; readonly isAsked: boolean },
  part: FlowPart,
  rootsOfAll: readonly Finding[],
  everything: readonly Finding[],
): Weighed {
  const said = meantBy(saidThere, part);
  const roots = rootsOfAll.filter((each) => isError(each) || isAbout(part, each));
  const all = everything.filter((each) => isAbout(part, each));
  const matter = matterOf(said, refusal, part);
  const spoken = isFiltered(said) ? null : spokenOf(causesOf(said, matter), said, part, all);
  const own = ownCause(refusal, part, all, spoken);
  if (own.finding !== null)
    return weighed(besides(refusal, part, [own.finding], isAsked), own.finding, 'certain', roots.filter(isProblem));
  const others = suspectsOf(said, roots, all).filter((each) => !isLostCookie(each));
  // A cookie that did not come is a cause where something speaks of it, or where nothing else can be.
  const errors = roots.filter(
    (each) =>
      isCause(each) &&
      !(isLostCookie(each) && spoken?.code !== each.code && (isOutdone(each, others) || !mayMissCookie(said))),
  );
  // What nobody minds yet explains no refusal: a certificate that expires soon.
  const problems = roots.filter((each) => isError(each) || (isProblem(each) && !NO_REASONS.has(each.code)));
  if (errors.length > 0 && (own.code === null || isVague(said.topic)) && !speaksOfMore(said, matter, spoken)) {
    const meant = errors.find((each) => each.code === spoken?.code);
    const sure = meant !== undefined ? 'certain' : kindsOf(errors) === 1 ? 'likely' : 'possible';
    return weighed(besides(refusal, part, errors, isAsked), meant ?? errors[0] ?? null, sure, problems);
  }
  return weighWords({ refusal, part, own, told: said, matter, spoken, others, problems, isAsked });
}

/** What is known of a refusal where no error explains it. */
interface Words {
  readonly refusal: Refusal;
  readonly part: FlowPart;
  readonly own: OwnCause;
  readonly told: SaidTopic;
  readonly matter: LogoutMatter | null;
  readonly spoken: Finding | null;
  readonly others: readonly Finding[];
  readonly problems: readonly Finding[];
  readonly isAsked: boolean;
}

/** By what the receiver said, and what may be meant by it. */
function weighWords({ refusal, part, own, told, matter, spoken, others, problems, isAsked }: Words): Weighed {
  const isTold = matter !== null || (told.topic !== null && !isVague(told.topic));
  // What a page of ours names was looked at there, whatever nobody could look at here.
  const isOther = own.code !== null && own.code !== NEEDS_KEY.get(spoken?.code ?? 'receiver-refused');
  const shown = spoken !== null && (!isOther || spoken.outcome === 'fail') ? [spoken] : [];
  const suspects = isTold
    ? shown
    : isTaken(refusal, part)
      ? others.filter(({ outcome }) => outcome === 'fail')
      : others;
  const [because = null] = suspects;
  const isNamed = because === null && isTold && (own.code !== null || matter !== null);
  const confidence = isNamed ? 'certain' : sureness(told, because, kindsOf(suspects));
  const finding = refusalOf(part, refusal, { said: told, because, confidence, isAsked });
  return weighed(finding, finding, confidence, [...suspects, ...problems]);
}

/** A receiver that took the message and led on has looked at what nobody could look at here. */
function isTaken({ exchange }: Refusal, { role, exchange: delivery }: FlowPart): boolean {
  const isLedOn = delivery !== null && delivery.id !== exchange.id && delivery.redirectUrl !== null;
  return role === 'response' && isLedOn && (exchange.status ?? 0) >= 500;
}

/**
 * What only a key tells, by what is found where that key is not there, or where what it is for was redacted: a gate that
 * names the one has looked at what nobody could look at here, and both are one matter.
 */
const NEEDS_KEY: ReadonlyMap<FindingCode, FindingCode> = new Map([['signature-untrusted', 'signature-invalid']]);

/** What was turned away is explained by what is found of itself, or of the whole login. */
function isAbout({ inspected }: FlowPart, { code, message }: Finding): boolean {
  return !OF_ONE_MESSAGE.has(code) || message === null || message === (inspected.index ?? null);
}

/** Whoever asks for a logout is an SP or an IdP: “access denied” is no word about a user there, and leaves the reason open. */
function meantBy(said: SaidTopic, { kind, role }: FlowPart): SaidTopic {
  const isOfUsers = said.phrase === null && said.topic !== null && OF_USERS.has(said.topic);
  return kind === 'logout' && role === 'request' && isOfUsers ? { topic: null, phrase: null, isStatus: false } : said;
}

const OF_USERS: ReadonlySet<SaidTopic['topic']> = new Set<SaidTopic['topic']>(['user-not-assigned', 'role']);

/** A framework's filter against forged forms: it never looked at the message, and takes none however its cookies come. */
function isFiltered({ topic, phrase }: SaidTopic): boolean {
  return topic === 'csrf' && phrase !== null;
}

/** By its status it takes nothing for the moment: it minded nothing in the message. */
function isDown({ topic, isStatus }: SaidTopic): boolean {
  return isStatus && topic === 'temporary';
}

/** What is down, or keeps out forged forms, has not missed a cookie of the login. */
function mayMissCookie(said: SaidTopic): boolean {
  return said.topic !== 'temporary' && !isFiltered(said) && mayMissSession(said);
}

/** Many an SP keeps no state in the cookie that it sets at the beginning, or does well without it. */
function isLostCookie({ code }: Finding): boolean {
  return code === 'cookie-not-sent';
}

/** Words for a refusal that nothing explains. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['request', 'response', 'with-cookie', 'logout-silent']);

/** What only could not be looked at here does not outdo a cookie that no browser ever keeps. */
function isOutdone({ variant }: Finding, others: readonly Finding[]): boolean {
  return NEVER_KEPT.has(variant) ? others.some(({ outcome }) => outcome === 'fail') : others.length > 0;
}

const NEVER_KEPT: ReadonlySet<string> = new Set(['host-prefix', 'secure-prefix', 'http-prefix', 'none-insecure']);

/** Where the messages are sound, what was answered stands beside what the exchanges show. */
function besides(refusal: Refusal, part: FlowPart, errors: readonly Finding[], isAsked: boolean): Finding | null {
  if (errors.some(({ code }) => flowCheckOf(code) === undefined)) return null;
  const said = { topic: null, phrase: null, isStatus: false };
  const told = refusalOf(part, refusal, { said, because: null, confidence: 'possible', isAsked });
  return SAYS_NOTHING.has(told.variant) ? { ...told, variant: 'besides' } : told;
}

/**
 * The finding that explains what is said; null where none does. An attack before all, an error before what is none, and of
 * one code that of the message that was refused.
 */
function spokenOf(
  codes: readonly FindingCode[],
  { topic }: SaidTopic,
  { inspected: { index } }: FlowPart,
  all: readonly Finding[],
): Finding | null {
  const found = codes.flatMap((code) => {
    const same = all.filter((each) => each.code === code && isCandidate(each, index) && isMeant(each, topic));
    return same.find(({ message }) => message === index) ?? same[0] ?? [];
  });
  return found.find(isError) ?? found[0] ?? null;
}

/** What may be found where something is said; words for logouts are a set of their own. */
function causesOf({ topic }: SaidTopic, matter: LogoutMatter | null): readonly FindingCode[] {
  if (matter !== null) return MATTER_CAUSES[matter];
  return topic === null ? [] : (TOPIC_CAUSES[topic] ?? []);
}

/** What of a message of a logout is minded, in words that are no product's own. */
function matterOf({ phrase, topic }: SaidTopic, { words }: Refusal, { kind }: FlowPart): LogoutMatter | null {
  // What could not be opened was not read: of a name that is closed, too.
  return kind === 'logout' && phrase === null && topic !== 'encryption' ? logoutMatter(words) : null;
}

/** What failed, and a signature of the refused message that nobody could verify: those of others were not refused. */
function isCandidate({ code, outcome, message }: Finding, refused: number): boolean {
  return outcome === 'fail' || (outcome === 'unknown' && code === 'signature-untrusted' && message === refused);
}

/** Most IdPs sign the assertion alone: that explains a missing signature, and no invalid one. Nearly all encrypt by CBC, which all open. */
function isMeant({ code, variant }: Finding, topic: SaidTopic['topic']): boolean {
  if (code === 'encryption-weak' && variant === 'cbc') return topic === 'algorithm';
  return code !== 'signature-on-one' || topic !== 'signature-invalid' || variant === 'only-response';
}

/** What is found of each message, or of each element, is one cause all the same. */
function kindsOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ code }) => code)).size;
}

/** Whether the words name what no error of the messages is about. */
function speaksOfMore({ topic, isStatus }: SaidTopic, matter: LogoutMatter | null, spoken: Finding | null): boolean {
  if (matter !== null) return spoken === null || !isError(spoken);
  if (topic === null || isVague(topic) || isStatus) return false;
  return spoken === null ? ONLY_SAID.has(topic) : !isError(spoken);
}

/** Of a receiver that says nothing that is understood: warnings first, then what some products mind, then what is not known. */
function suspectsOf(said: SaidTopic, roots: readonly Finding[], all: readonly Finding[]): readonly Finding[] {
  if (isDown(said)) return [];
  const warnings = roots.filter((each) => isProblem(each) && !NO_REASONS.has(each.code));
  const infos = SILENT_SUSPECTS.flatMap(
    (code) => all.find((each) => each.code === code && each.outcome === 'fail') ?? [],
  );
  const closed = all.filter(({ code, variant, outcome }) => {
    const isName = code === 'nameid-missing' && variant === 'encrypted';
    return outcome === 'unknown' && (isName || code === 'encrypted-assertion-unreadable');
  });
  const unverified = all.filter((each) => each.outcome === 'unknown' && each.code === 'signature-untrusted');
  // What two clocks show explains each moment that is wrong by them.
  const clock = warnings.filter(({ code }) => code === 'clock-offset');
  return [...new Set([...clock, ...warnings, ...infos, ...closed, ...unverified.slice(-1)])];
}

/** Seen and said; only said, or only one thing seen; one of several. */
function sureness({ topic, phrase, isSuggested }: SaidTopic, because: Finding | null, count: number): Confidence {
  const isDoubtful = because?.confidence === 'possible';
  if (isVague(topic)) return count === 1 && because?.outcome === 'fail' && !isDoubtful ? 'likely' : 'possible';
  if (because === null)
    return phrase !== null && topic !== null && ONLY_SAID.has(topic) && isSuggested !== true ? 'certain' : 'likely';
  if (because.outcome !== 'fail') return 'possible';
  return isProblem(because) && !isDoubtful ? 'certain' : 'likely';
}
