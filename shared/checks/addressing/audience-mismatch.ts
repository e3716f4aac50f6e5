import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Severity } from '#shared/inspection/finding.ts';
import type { Assertion, Conditions } from '#shared/saml/assertion.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { closestEntityId } from '../engine/entity-id-difference.ts';

type Restriction = Conditions['audienceRestrictions'][number];
type Variant =
  | 'ok'
  | 'missing'
  | 'empty'
  | 'other'
  | 'white-space'
  | 'trailing-slash'
  | 'case'
  | 'scheme'
  | 'no-expectation';

/** Every AudienceRestriction names the SP, character by character. */
export const audienceMismatch = defineCheck({
  code: 'audience-mismatch',
  rank: 520,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.5.1.4',
  appliesTo: TOKEN_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'missing', 'empty', 'other', 'white-space', 'trailing-slash', 'case', 'scheme', 'no-expectation'],
  run: (context) => context.assertions.flatMap((assertion) => judgeAssertion(context, assertion)),
});

function judgeAssertion(
  { expected, subject }: CheckContext,
  { conditions, element }: Assertion,
): readonly Verdict<Variant>[] {
  const wanted = expected.sp?.entityId ?? null;
  const restrictions = conditions?.audienceRestrictions ?? [];
  if (restrictions.length === 0) {
    const severity = severityOfMissing(subject.message.kind, wanted);
    return [fail('missing', { at: conditions?.element ?? element, expected: wanted, severity })];
  }
  return restrictions.map((restriction) => judgeRestriction(wanted, restriction));
}

/**
 * The profile of browser logins demands one (saml-profiles 4.1.4.2), so a known SP refuses; a gate does in any
 * case, because this check must pass there. Of a message that nobody is known to receive it is only unwise.
 */
function severityOfMissing(kind: string, wanted: string | null): Severity {
  if (kind === 'Assertion' || kind === 'Assertion11') return 'info';
  return wanted === null ? 'warning' : 'error';
}

function judgeRestriction(wanted: string | null, { element, audiences }: Restriction): Verdict<Variant> {
  const received = audiences.slice(0, 5).join(', ');
  const evidence = { at: element, expected: wanted, received };
  if (audiences.length === 0) return fail('empty', evidence);
  if (wanted === null) return unknown('no-expectation', 'metadata', evidence);
  const difference = closestEntityId([wanted], audiences)?.difference ?? 'other';
  return difference === 'same' ? pass('ok', evidence) : fail(difference, evidence);
}
