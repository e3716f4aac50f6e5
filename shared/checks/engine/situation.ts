import type { MissingCookie } from '#shared/flows/cookies.ts';
import { type FlowFacts, statusCodesOf } from '#shared/flows/facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { isUnanswered } from '#shared/flows/network-error.ts';
import type { Sides } from '#shared/flows/participants.ts';
import type { Party } from '#shared/flows/party-roles.ts';
import { refusingAnswer } from '#shared/flows/refusing-answer.ts';
import type { ExchangeStep } from '#shared/flows/steps.ts';
import type { TouchedCookie } from '#shared/flows/touched-cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';

/** What a check of a flow sees: the flow, and the flows around it. */
export interface FlowSituation {
  readonly facts: FlowFacts;
  readonly steps: readonly ExchangeStep[];
  readonly sides: Sides;
  readonly initiator: Party;
  readonly clocks: Flow['clocks'];
  /** Null where the recording shows no cookies. */
  readonly missing: readonly MissingCookie[] | null;
  /** What was set anew or taken away while the user was at the other side. */
  readonly touched: readonly TouchedCookie[];
  /** Flows that began before this one, the latest first. */
  readonly before: readonly FlowFacts[];
  /** Flows that began after it, the next first. */
  readonly after: readonly FlowFacts[];
  readonly knowledge: Knowledge;
}

/** Whether the answer says Success and its receiver took it. */
export function isAccepted({ answer, delivery }: FlowFacts): boolean {
  if (answer === null || delivery === null || delivery.status === null || delivery.status >= 400) return false;
  if (answer.role === 'artifact' || answer.protocol === 'ws-federation') return true;
  return statusCodesOf(answer)[0] === STATUS_CODE.success;
}

/**
 * The exchange in which the receiver turned the answer away, by whatever it answered: the delivery itself, or the page that
 * it led to at once. Null where it did not.
 */
export function refusingExchange(facts: FlowFacts): Exchange | null {
  return refusingAnswer(facts)?.exchange ?? null;
}

/** What a flow stopped at without an answer or an error, where nothing after it shows that one came; null: nothing. */
export function unansweredStep({ steps, facts }: FlowSituation): Exchange | null {
  const last = steps.at(-1)?.exchange ?? null;
  if (last !== null && isUnanswered(last) && facts.later.every(isUnanswered)) return last;
  const asked = facts.answer === null ? (facts.request?.exchange ?? null) : null;
  if (asked === null || !isUnanswered(asked)) return null;
  const isOfHost = ({ exchange }: ExchangeStep) => hostOf(exchange.url) === hostOf(asked.url);
  return steps.filter(isOfHost).every(({ exchange }) => isUnanswered(exchange)) ? asked : null;
}

/** What the checks of the messages found wrong with them. */
export function messageErrors({ facts }: FlowSituation): readonly Finding[] {
  return facts.parts.flatMap(({ inspected }) => inspected.findings.filter(isError));
}

/** The host of an exchange, for words. */
export function hostName(exchange: Exchange | null): string {
  return exchange === null ? 'the other side' : hostOf(exchange.url);
}

/** The service provider in words: its entity ID, else its host. */
export function spName({ sp, delivery }: FlowFacts): string {
  return sp ?? hostName(delivery);
}

/** `/Response`, for a finding about a message as a whole. */
export function pathOfPart(part: FlowPart | null): string {
  const name = part?.inspected.message?.element.localName;
  return name === undefined ? '/' : `/${name}`;
}
