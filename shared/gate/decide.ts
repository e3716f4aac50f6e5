import { rootReasons } from '#shared/checks/consequences.ts';
import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { foldFindings } from '#shared/diagnosis/fold-findings.ts';
import type { CheckedMessage } from '#shared/inspection/checked-message.ts';
import { checkedMessageOf, type ExaminedMessage } from '#shared/inspection/examine.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { LogoutResponse, SamlMessage } from '#shared/saml/messages.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { acceptedAssertion } from './accepted-assertion.ts';
import { gateKnowledge } from './gate-policy.ts';
import { type MappedLogin, mapLogin } from './map-login.ts';
import { gateRefusal, refusingFindings } from './refusing-findings.ts';

/** A message at the gate of a connection's SP, and what is known beside it. What is null nobody knows. */
export interface GateQuestion {
  /** Read by `gatePolicy`. */
  readonly examined: ExaminedMessage;
  readonly connection: Connection;
  /** Milliseconds since the epoch. Null: what depends on the time refuses nothing. */
  readonly now: number | null;
  /** IDs of the requests that wait for an answer. Null: whatever InResponseTo says refuses nothing. */
  readonly requestIds: readonly string[] | null;
  /** The request that InResponseTo names, where it is known what it asked for; null or left out: what the connection always asks for counts. */
  readonly request?: SamlMessage | null;
  /** Whether an assertion of that ID and issuer was accepted before. */
  readonly isUsed: ((assertionId: string, issuer: string) => Promise<boolean>) | null;
  /** Has another reader read what is signed. */
  readonly secondOpinion: SecondOpinion | null;
}

/**
 * Has another reader look at what our own checks accepted.
 * @param assertion the one that a session would be made of; null for logout messages
 * @returns what it found; each failure refuses
 */
export type SecondOpinion = (
  subject: CheckedMessage,
  assertion: Assertion | null,
  connection: Connection,
) => Promise<readonly Finding[]>;

/** What the gate says. */
export type GateAnswer = GateAcceptance | GateRefusal;

/** The message may be acted on. */
export interface GateAcceptance {
  readonly verdict: 'accept';
  /** Everything that was found, the cause first. */
  readonly findings: readonly Finding[];
  /** Null for logout messages. */
  readonly accepted: { readonly assertion: Assertion; readonly login: MappedLogin } | null;
}

/** Nothing of the message may be acted on. */
export interface GateRefusal {
  readonly verdict: 'reject';
  /** Everything that was found, the reasons at its head. */
  readonly findings: readonly Finding[];
  /** What refuses, the cause first; never empty. */
  readonly reasons: readonly Finding[];
  /** What a trusted signature covers all the same, for words about whose login it was: nothing may be made of it. */
  readonly vouched: Assertion | null;
}

/**
 * The gate: our own checks first, which are strict and bounded; then whether the assertion was used before; then the
 * other reader, for both must say yes and must have read the same names and values; then user and attributes are
 * mapped, and what is required must be there.
 */
export async function decide(question: GateQuestion): Promise<GateAnswer> {
  const { connection, now } = question;
  const subject = toSubject(question);
  const context = createContext(subject, gateKnowledge(connection, now), 'sp');
  const findings = [...foldFindings(runChecks(context))];
  const { kind } = subject.message;
  const assertion = acceptedAssertion(context);
  const refuse = (reasons: readonly Finding[]): GateRefusal => toRefusal(findings, reasons, assertion);
  const reasons = refusingFindings(findings, kind, (finding) => isNoReason(finding, question));
  if (reasons.length > 0) return refuse(reasons);
  if (kind === 'Response' && assertion === null) return refuse([gateRefusal('no-login', kind)]);
  if (assertion !== null && (await wasUsed(assertion, question))) return refuse([replayed(assertion)]);
  const opinion = (await question.secondOpinion?.(subject, assertion, connection)) ?? [];
  findings.push(...opinion);
  const doubts = opinion.filter(({ outcome }) => outcome === 'fail');
  if (doubts.length > 0) return refuse(doubts);
  if (assertion === null) return { verdict: 'accept', findings, accepted: null };
  const mapped = mapLogin(assertion, connection);
  if ('problems' in mapped) return refuse(mapped.problems);
  return { verdict: 'accept', findings, accepted: { assertion, login: mapped.login } };
}

/** What follows from another reason stands among the findings, not among the reasons. */
function toRefusal(findings: readonly Finding[], all: readonly Finding[], vouched: Assertion | null): GateRefusal {
  const reasons = rootReasons(all);
  const others = findings.filter((finding) => !reasons.includes(finding));
  return { verdict: 'reject', findings: [...reasons, ...others], reasons, vouched };
}

function toSubject({ examined, now, requestIds, request = null }: GateQuestion): CheckedMessage {
  const around = { index: 0, receivedAt: now, receivedUrl: null, now, request, requestIds, earlier: [] };
  return checkedMessageOf(examined, around);
}

/**
 * What refuses in general and not here. That nobody knows the time or which request is waiting is no reason. And a
 * LogoutResponse that reports a failure is believed like one that reports success: it is bad news, not a bad message.
 */
function isNoReason({ code, lacks }: Finding, { examined: { message }, now, requestIds }: GateQuestion): boolean {
  if (message.kind === 'LogoutResponse' && code === 'status-not-success') return hasCode(message);
  if (now === null && lacks === 'time') return true;
  return requestIds === null && lacks === 'request';
}

/** Without a status code nobody can say what it reports. */
function hasCode({ status }: LogoutResponse): boolean {
  return status !== null && status.codes.length > 0;
}

async function wasUsed({ id, issuer }: Assertion, { isUsed }: GateQuestion): Promise<boolean> {
  return (await isUsed?.(id ?? '', issuer?.value ?? '')) ?? false;
}

function replayed({ element, id }: Assertion): Finding {
  return makeFinding({
    code: 'assertion-replayed',
    severity: 'error',
    message: 0,
    kind: 'Response',
    path: pathOf(element),
    range: { start: element.start, end: element.end },
    received: id,
    clause: 'saml-profiles 4.1.4.5',
    variant: 'assertion',
    owner: 'user',
  });
}
