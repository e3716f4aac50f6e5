import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';
import { judgeStart } from '../engine/judge-time.ts';

/** Conditions/@NotBefore has come. */
export const conditionsNotBefore = defineCheck({
  code: 'conditions-not-before',
  rank: 400,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.5.1.2',
  follows: CLOCK_OR_DELAY,
  appliesTo: TOKEN_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'future', 'unreadable', 'no-clock', 'absent'],
  run: (context) =>
    context.assertions.map(({ conditions, element }) => {
      const instant = conditions?.notBefore ?? null;
      const { state, expected, facts } = judgeStart(context, instant);
      const at = conditions?.element ?? element;
      if (instant === null) return pass('absent', { at });
      const evidence = { at, attribute: 'NotBefore', expected, received: instant.text, facts };
      if (state === 'wrong') return fail('future', evidence);
      if (state === 'unreadable') return fail('unreadable', evidence);
      return state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence);
    }),
});
