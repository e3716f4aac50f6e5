import { durationWords, latencyWords } from '#shared/base/duration-words.ts';
import { printInstant } from '#shared/base/instant.ts';
import type { ClockOffset } from '#shared/flows/clock-offset.ts';
import type { Flow, FlowCookie, FlowStep, Participant } from '#shared/flows/flow.ts';
import { COOKIE_REASONS } from '../words/cookie-reasons.ts';
import { type Fact, type FactGroup, fact, group, noted } from './fact.ts';

/** Who took part in a flow, when and how long it took, and how their clocks go. */
export function flowGroup({ participants, startedAt, endedAt, clocks, protocol }: Flow): FactGroup {
  const took = startedAt === null || endedAt === null ? null : endedAt - startedAt;
  const facts = [
    ...participants.flatMap(participantFacts),
    ...fact('protocol', protocol === 'saml' ? null : 'WS-Federation'),
    ...fact('began', startedAt === null ? null : printInstant(startedAt)),
    ...fact('took', took === null ? null : noted(latencyWords(took), null, String(took))),
    ...fact('clock-idp', clockWords(clocks.idp)),
    ...fact('clock-sp', clockWords(clocks.sp)),
  ];
  return group('Who took part', facts);
}

function participantFacts({ role, entityId, hosts }: Participant): readonly Fact[] {
  const at = hosts.join(', ');
  return fact(role, entityId === null ? at : noted(entityId, at === '' ? null : `at ${at}`));
}

/** What an exchange does in a flow. */
export const STEP_NAMES: Readonly<Record<FlowStep['role'], string>> = {
  begin: 'Sends the browser off',
  request: 'Request',
  response: 'Answer',
  artifact: 'Artifact',
  resolve: 'Asks for the message',
  resolved: 'Brings the message',
  page: 'Page',
  landing: 'Where it ended',
};

/** `302 in 40 ms`, `no answer`. */
export function stepOutcome({ status, error, duration }: FlowStep): string {
  const outcome = status === null ? (error ?? 'no answer was seen') : `${status}`;
  return duration === null ? outcome : `${outcome} in ${latencyWords(duration)}`;
}

/** Below this a clock cannot be told from one that is right, in milliseconds: servers tell their time in whole seconds. */
const NOTICEABLE = 1000;

/** A clock against the browser's, in words; null where nothing tells. */
function clockWords(clock: ClockOffset | null): string | null {
  if (clock === null) return null;
  const { offset, uncertainty } = clock;
  const about = `give or take ${durationWords(uncertainty)}`;
  if (Math.abs(offset) - uncertainty < NOTICEABLE) return `as the browser's (${about})`;
  return `${durationWords(offset)} ${offset > 0 ? 'ahead of' : 'behind'} the browser's (${about})`;
}

/** One cookie that did not go along with a request. */
export interface MissingCookieFact {
  readonly name: string;
  /** Host of the request that lacked it; null where the request is not among the steps. */
  readonly host: string | null;
  readonly why: string;
}

/** The cookies that should have been sent and were not, in order. */
export function missingCookieFacts(cookies: readonly FlowCookie[], steps: readonly FlowStep[]): MissingCookieFact[] {
  return cookies.flatMap(({ name, missing }) =>
    missing.map(({ exchange, reason }) => ({
      name,
      host: steps.find((step) => step.exchange === exchange)?.host ?? null,
      why: COOKIE_REASONS[reason],
    })),
  );
}
