import { durationWords } from '#shared/base/duration-words.ts';
import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { AuthnStatement } from '#shared/saml/assertion.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { isGated } from '../engine/gated.ts';
import { judgeStart } from '../engine/judge-time.ts';

/** Longer ago than this, many SPs refuse by default ("maximum authentication lifetime"). */
const OLD = 24 * 3_600_000;

type Variant = 'ok' | 'future' | 'before-request' | 'old' | 'unreadable' | 'no-clock';

/** When the user was authenticated: not in the future, and with ForceAuthn not before the request. */
export const authnInstant = defineCheck({
  code: 'authn-instant',
  rank: 850,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.2',
  follows: CLOCK_OR_DELAY,
  appliesTo: TOKEN_KINDS,
  variants: ['ok', 'future', 'before-request', 'old', 'unreadable', 'no-clock'],
  run: (context) =>
    context.assertions
      .flatMap(({ authnStatements }) => authnStatements)
      .filter((statement) => statement.authnInstant !== null)
      .map((statement) => judge(context, statement)),
});

function judge(context: CheckContext, { element, authnInstant: instant }: AuthnStatement): Verdict<Variant> {
  const { state, expected, facts } = judgeStart(context, instant);
  const attribute = isSaml11(element) ? 'AuthenticationInstant' : 'AuthnInstant';
  const evidence = { at: element, attribute, expected, received: instant?.text ?? null, facts };
  if (state === 'unreadable')
    return fail('unreadable', isGated(context) ? { ...evidence, severity: 'error' } : evidence);
  if (state === 'no-clock') return unknown('no-clock', 'time', evidence);
  if (state === 'wrong') return fail('future', evidence);
  const time = instant?.time ?? 0;
  const asked = freshSince(context);
  if (asked !== null && (asked.time ?? 0) - context.knowledge.clockSkew > time) {
    return fail('before-request', { ...evidence, expected: `after ${asked.text}`, severity: 'error' });
  }
  const age = (context.subject.now ?? 0) - time;
  if (age > OLD) return fail('old', { ...evidence, facts: { age: durationWords(age) }, severity: 'info' });
  return pass('ok', evidence);
}

/** With ForceAuthn the user must have been authenticated after the request was made (saml-core 3.4.1). */
function freshSince({ subject: { request } }: CheckContext): AuthnStatement['authnInstant'] {
  return request?.kind === 'AuthnRequest' && request.forceAuthn ? request.issueInstant : null;
}
