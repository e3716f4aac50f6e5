import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';

/** The session that the IdP grants has not ended before it began. */
export const sessionNotOnOrAfter = defineCheck({
  code: 'session-not-on-or-after',
  rank: 430,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.7.2',
  follows: CLOCK_OR_DELAY,
  appliesTo: ['Response', 'Assertion'],
  variants: ['ok', 'expired', 'unreadable', 'no-clock'],
  run: (context) =>
    context.assertions
      .flatMap(({ authnStatements }) => authnStatements)
      .flatMap(({ element, sessionNotOnOrAfter: instant }): Verdict<'ok' | 'expired' | 'unreadable' | 'no-clock'>[] => {
        if (instant === null) return [];
        const { state, expected, facts } = judgeEnd(context, instant);
        const evidence = { at: element, attribute: 'SessionNotOnOrAfter', expected, received: instant.text, facts };
        if (state === 'wrong') return [fail('expired', evidence)];
        if (state === 'unreadable') return [fail('unreadable', evidence)];
        return [state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence)];
      }),
});
