import { durationWords } from '#shared/base/duration-words.ts';
import { printInstant } from '#shared/base/instant.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { CheckContext } from './context.ts';

/** How a stated time stands to the moment of checking, the allowed clock difference being granted. */
export type TimeState = 'absent' | 'unreadable' | 'no-clock' | 'ok' | 'wrong';

/** A time judged. Where the state is `wrong`, `expected` is the limit, and `facts` has `difference` and `skew` in words. */
export interface JudgedTime {
  readonly state: TimeState;
  readonly expected: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Judges a NotBefore, or another time that must not lie in the future. */
export function judgeStart(context: CheckContext, instant: Instant | null): JudgedTime {
  return judge(context, instant, (time, now, skew) => ({
    late: time - (now + skew),
    off: time - now,
    limit: now + skew,
  }));
}

/** Judges a NotOnOrAfter (saml-core 2.5.1.2: the instant itself is already too late). */
export function judgeEnd(context: CheckContext, instant: Instant | null): JudgedTime {
  return judge(context, instant, (time, now, skew) => ({
    late: now - skew - time + 1,
    off: now - time,
    limit: now - skew,
  }));
}

/** Nearly every time is as it should be, and needs no words. */
const OKAY: JudgedTime = { state: 'ok', expected: null, facts: {} };

type Compare = (time: number, now: number, skew: number) => { late: number; off: number; limit: number };

function judge({ subject, knowledge }: CheckContext, instant: Instant | null, compare: Compare): JudgedTime {
  if (instant === null) return { state: 'absent', expected: null, facts: {} };
  if (instant.time === null)
    return { state: 'unreadable', expected: 'an instant such as 2026-01-31T12:00:00Z', facts: {} };
  if (subject.now === null) return { state: 'no-clock', expected: null, facts: {} };
  const { late, off, limit } = compare(instant.time, subject.now, knowledge.clockSkew);
  if (late <= 0) return OKAY;
  const facts = { difference: durationWords(Math.abs(off)), skew: durationWords(knowledge.clockSkew) };
  return { state: 'wrong', expected: printInstant(limit), facts };
}
