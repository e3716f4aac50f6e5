import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';

/** Conditions/@NotOnOrAfter has not passed. */
export const conditionsExpired = defineCheck({
  code: 'conditions-expired',
  rank: 410,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.5.1.2',
  follows: CLOCK_OR_DELAY,
  brings: ['subject-confirmation-expired', 'session-not-on-or-after'],
  appliesTo: TOKEN_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'expired', 'unreadable', 'no-clock', 'absent'],
  run: (context) =>
    context.assertions.map(({ conditions, element }) => {
      const instant = conditions?.notOnOrAfter ?? null;
      const { state, expected, facts } = judgeEnd(context, instant);
      const at = conditions?.element ?? element;
      if (instant === null) return pass('absent', { at });
      const evidence = { at, attribute: 'NotOnOrAfter', expected, received: instant.text, facts };
      if (state === 'wrong') return fail('expired', evidence);
      if (state === 'unreadable') return fail('unreadable', evidence);
      return state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence);
    }),
});
