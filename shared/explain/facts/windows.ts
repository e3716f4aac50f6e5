import { durationWords } from '#shared/base/duration-words.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Instant } from '#shared/saml/values.ts';
import { LABELS } from './labels.ts';

/** Where the clock stands in a window of validity. */
type WindowState = 'inside' | 'early' | 'late' | 'unknown';

type WindowId = 'conditions-window' | 'confirmation-window' | 'session-window';

/** One window of time that an assertion states, against the moment it was received. Times in milliseconds. */
export interface ValidityWindow {
  readonly id: WindowId;
  readonly label: string;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly state: WindowState;
  /** One line: `inside, 4 minutes 57 seconds before its end`. */
  readonly words: string;
  /** Position of the clock on the window, 0 to 1, for a picture of it; null where it cannot be drawn. */
  readonly position: number | null;
}

/**
 * The windows of one assertion: Conditions (saml-core 2.5.1), each bearer confirmation
 * (2.4.1.2) and each session (2.7.2). The clock skew is left out on purpose: whether a
 * step outside is forgiven is for the checks to say.
 */
export function windowsOf(assertion: Assertion, at: number | null): ValidityWindow[] {
  const windows: ValidityWindow[] = [];
  const conditions = assertion.conditions;
  if (conditions !== null)
    windows.push(toWindow('conditions-window', conditions.notBefore, conditions.notOnOrAfter, at));
  for (const { data } of assertion.subject?.confirmations ?? []) {
    if (data?.notOnOrAfter || data?.notBefore) {
      windows.push(toWindow('confirmation-window', data.notBefore, data.notOnOrAfter, at));
    }
  }
  for (const statement of assertion.authnStatements) {
    if (statement.sessionNotOnOrAfter !== null) {
      windows.push(toWindow('session-window', statement.authnInstant, statement.sessionNotOnOrAfter, at));
    }
  }
  return windows;
}

/** One window: `from` is part of it, `until` is not (saml-core 2.5.1.2). */
export function toWindow(id: WindowId, from: Instant | null, until: Instant | null, at: number | null): ValidityWindow {
  const start = from?.time ?? null;
  const end = until?.time ?? null;
  const state = stateOf(start, end, at);
  const words = wordsOf(state, start, end, at);
  return { id, label: LABELS[id], from, until, state, words, position: positionOf(start, end, at) };
}

function stateOf(start: number | null, end: number | null, at: number | null): WindowState {
  if (at === null || (start === null && end === null)) return 'unknown';
  if (start !== null && at < start) return 'early';
  return end !== null && at >= end ? 'late' : 'inside';
}

function wordsOf(state: WindowState, start: number | null, end: number | null, at: number | null): string {
  if (at === null) return 'The time of receipt is not known';
  if (state === 'early') return `Received ${durationWords((start ?? at) - at)} before it began`;
  if (state === 'late')
    return at === end
      ? 'Received at the moment it ended'
      : `Received ${durationWords(at - (end ?? at))} after it ended`;
  if (state === 'inside' && end !== null) return `Received in time, ${durationWords(end - at)} before its end`;
  return state === 'inside' ? 'Received in time; it has no end' : 'It states no time';
}

function positionOf(start: number | null, end: number | null, at: number | null): number | null {
  if (start === null || end === null || at === null || end <= start) return null;
  return (at - start) / (end - start);
}
