import { bearerDataOf } from '../engine/bearer-data.ts';
import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { judgeEnd, judgeStart } from '../engine/judge-time.ts';

type Variant = 'ok' | 'expired' | 'missing' | 'unreadable' | 'no-clock' | 'not-yet';

/** The bearer's SubjectConfirmationData holds: it must have a NotOnOrAfter, and a NotBefore must have come. */
export const subjectConfirmationExpired = defineCheck({
  code: 'subject-confirmation-expired',
  rank: 420,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  follows: CLOCK_OR_DELAY,
  appliesTo: ['Response', 'Assertion'],
  gate: 'must-pass',
  variants: ['ok', 'expired', 'missing', 'unreadable', 'no-clock', 'not-yet'],
  run: (context) =>
    bearerDataOf(context).map((data): Verdict<Variant> => {
      const instant = data.notOnOrAfter;
      const { state, expected, facts } = judgeEnd(context, instant);
      const evidence = {
        at: data.element,
        attribute: 'NotOnOrAfter',
        expected,
        received: instant?.text ?? null,
        facts,
      };
      const start = judgeStart(context, data.notBefore);
      if (start.state === 'wrong') {
        const early = { at: data.element, attribute: 'NotBefore', received: data.notBefore?.text ?? null };
        return fail('not-yet', { ...early, expected: start.expected, facts: start.facts });
      }
      if (state === 'absent') return fail('missing', evidence);
      if (state === 'wrong') return fail('expired', evidence);
      if (state === 'unreadable') return fail('unreadable', evidence);
      return state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence);
    }),
});
