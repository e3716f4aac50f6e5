import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';

/** LogoutRequest/@NotOnOrAfter has not passed. */
export const logoutRequestExpired = defineCheck({
  code: 'logout-request-expired',
  rank: 440,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 3.7.1',
  follows: CLOCK_OR_DELAY,
  appliesTo: ['LogoutRequest'],
  gate: 'must-pass',
  variants: ['ok', 'expired', 'unreadable', 'no-clock', 'absent'],
  run: (context) => {
    const { message } = context.subject;
    const instant = message.kind === 'LogoutRequest' ? message.notOnOrAfter : null;
    const at = message.element;
    if (instant === null) return [pass('absent', { at })];
    const { state, expected, facts } = judgeEnd(context, instant);
    const evidence = { at, attribute: 'NotOnOrAfter', expected, received: instant.text, facts };
    if (state === 'wrong') return [fail('expired', evidence)];
    if (state === 'unreadable') return [fail('unreadable', evidence)];
    return [state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence)];
  },
});
