import { durationWords, latencyWords } from '#shared/base/duration-words.ts';
import { COOKIE_REASONS } from '#shared/explain/words/cookie-reasons.ts';
import type { ClockOffset } from '#shared/flows/clock-offset.ts';
import type { FlowCookie, FlowStep, Participant } from '#shared/flows/flow.ts';
import type { CookieReason } from '#shared/http/cookies.ts';

/** What each part in a flow is called. */
export const PARTICIPANT_WORDS: Readonly<Record<Participant['role'], string>> = {
  sp: 'Service provider',
  idp: 'Identity provider',
  other: 'On the way',
};

/** What an exchange does in a flow. */
export const STEP_WORDS: Readonly<Record<FlowStep['role'], string>> = {
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
export function clockLine(clock: ClockOffset | null): string | null {
  if (clock === null) return null;
  const { offset, uncertainty } = clock;
  const about = `give or take ${durationWords(uncertainty)}`;
  if (Math.abs(offset) - uncertainty < NOTICEABLE) return `as the browser's (${about})`;
  return `${durationWords(offset)} ${offset > 0 ? 'ahead of' : 'behind'} the browser's (${about})`;
}

const REASONS: Readonly<Record<CookieReason, string>> = COOKIE_REASONS;

/** One cookie that did not go along with a request. */
export interface MissingCookie {
  readonly name: string;
  /** Host of the request that lacked it; null where the request is not among the steps. */
  readonly host: string | null;
  readonly why: string;
}

/** The cookies that should have been sent and were not, in order. */
export function missingCookies(cookies: readonly FlowCookie[], steps: readonly FlowStep[]): MissingCookie[] {
  return cookies.flatMap(({ name, missing }) =>
    missing.map(({ exchange, reason }) => ({
      name,
      host: steps.find((step) => step.exchange === exchange)?.host ?? null,
      why: REASONS[reason],
    })),
  );
}
