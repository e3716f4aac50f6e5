import { listFirst } from '#shared/base/count-words.ts';
import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import { type FlowFacts, statusCodesOf } from '#shared/flows/facts.ts';
import { logoutMatter } from '#shared/flows/logout-matter.ts';
import { plainTopic } from '#shared/flows/said-topic.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Confidence } from '#shared/inspection/owner.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { MATTER_CAUSES, OF_ITS_SESSION, OF_ITS_SIGNATURE, OF_ITS_TIME } from './logout-causes.ts';
import { TOPIC_CAUSES } from './topic-causes.ts';

const ANY_OF_LOGOUT: readonly FindingCode[] = [...OF_ITS_SIGNATURE, ...OF_ITS_SESSION, ...OF_ITS_TIME];

/** What of the message that was sent a status may be about, the likeliest first. */
const LOGOUT_CAUSES: Readonly<Record<string, readonly FindingCode[]>> = {
  [STATUS_CODE.authnFailed]: [...OF_ITS_SIGNATURE, ...OF_ITS_SESSION],
  [STATUS_CODE.unknownPrincipal]: OF_ITS_SESSION,
  [STATUS_CODE.requestDenied]: ANY_OF_LOGOUT,
  [STATUS_CODE.requester]: ANY_OF_LOGOUT,
  [STATUS_CODE.responder]: ANY_OF_LOGOUT,
};
const LOGIN_CAUSES: Readonly<Record<string, readonly FindingCode[]>> = {
  [STATUS_CODE.requester]: [
    'redirect-signature-reencoded',
    'redirect-parameters',
    'signature-invalid',
    'acs-url-unregistered',
    'acs-index-unregistered',
    'destination-mismatch',
    'id-missing',
    'schema-violated',
    'encoding-deviation',
    'issue-instant',
  ],
};

/** Why an answer says no, as far as it is known. */
export interface WeighedStatus {
  readonly cause: Finding;
  readonly confidence: Confidence;
  readonly candidates: readonly Finding[];
}

/**
 * What explains a status that is no success: what the other side says in words, else what is found of the message that it
 * answers. A status says what; the reason is the request's, and never what is found of the answer itself.
 */
export function weighStatus(status: Finding, situation: FlowSituation): WeighedStatus {
  const { request, parts, kind } = situation.facts;
  const answer = parts.find(({ inspected }) => inspected.index === status.message);
  const codes = answer === undefined ? [] : statusCodesOf(answer);
  const words = String(status.facts['said'] ?? '');
  const matter = kind === 'logout' ? logoutMatter(words) : null;
  const topic = kind === 'logout' ? null : plainTopic(words);
  const isSaid = topic !== null || matter !== null;
  const sent = (request?.inspected.findings ?? []).filter(({ outcome }) => outcome === 'fail');
  const causes = matter === null ? causesOf(topic, codes, kind) : MATTER_CAUSES[matter];
  const candidates = causes.flatMap((code) => sent.find((each) => each.code === code) ?? []);
  const because = candidates.find(isError) ?? candidates.find(isProblem) ?? candidates[0] ?? null;
  if (because === null || status.variant === 'said')
    return {
      cause: status.variant === 'PartialLogout' ? withSilent(status, situation) : status,
      confidence: isSaid || isTelling(status) ? 'certain' : 'possible',
      candidates: [],
    };
  const confidence = isSaid ? 'certain' : isError(because) || candidates.length === 1 ? 'likely' : 'possible';
  return { cause: { ...status, because, confidence, owner: because.owner }, confidence, candidates };
}

/** With the participants that a chain of logouts in the recording reached in vain, where it shows any. */
function withSilent(status: Finding, { facts, before, after }: FlowSituation): Finding {
  const hosts = [...before, ...after].filter((flow) => isWithin(flow, facts) && !isLoggedOut(flow)).map(hostAsked);
  if (hosts.length === 0) return status;
  const silent = ` In this recording it was ${listFirst([...new Set(hosts)], MAX_HOSTS)}, which did not say that the session ended.`;
  return { ...status, facts: { ...status.facts, silent } };
}

const MAX_HOSTS = 5;

/** A logout that somebody began while another one went on. */
function isWithin(one: FlowFacts, { startedAt, endedAt }: FlowFacts): boolean {
  if (one.kind !== 'logout' || one.request?.exchange == null) return false;
  return (one.startedAt ?? 0) >= (startedAt ?? 0) && (one.startedAt ?? 0) <= (endedAt ?? 0);
}

function isLoggedOut({ answer }: FlowFacts): boolean {
  return answer !== null && statusCodesOf(answer).join() === STATUS_CODE.success;
}

function hostAsked({ request }: FlowFacts): string {
  return hostOf(request?.exchange?.url ?? '');
}

function causesOf(topic: Topic | null, codes: readonly string[], kind: FlowFacts['kind']): readonly FindingCode[] {
  const table = kind === 'logout' ? LOGOUT_CAUSES : LOGIN_CAUSES;
  if (topic === null) return innermost(codes, table);
  // A request without a signature is sound unless its receiver speaks of one.
  if (OF_SIGNATURES.has(topic)) return [...(TOPIC_CAUSES[topic] ?? []), 'signature-missing'];
  return TOPIC_CAUSES[topic] ?? [];
}

/** The innermost code that says something says what it is about. */
function innermost(codes: readonly string[], table: typeof LOGOUT_CAUSES): readonly FindingCode[] {
  return table[codes.findLast((code) => Object.hasOwn(table, code)) ?? ''] ?? [];
}

const OF_SIGNATURES: ReadonlySet<Topic> = new Set<Topic>(['signature-invalid', 'signature-key', 'signature-missing']);

/** The top codes, and these, leave the reason open; all others name what it is about. */
const OPEN = /(?:^|-)(?:Requester|Responder|RequestDenied|AuthnFailed|other)$/;

function isTelling({ variant }: Finding): boolean {
  return !OPEN.test(variant);
}
