import type { CheckContext } from '#shared/checks/engine/context.ts';
import { isLoginResponse } from '#shared/saml/kinds.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { closestEntityId } from '../engine/entity-id-difference.ts';

type Variant = 'ok' | 'other' | 'white-space' | 'trailing-slash' | 'case' | 'scheme' | 'inner' | 'no-expectation';

/** Issuer is the party that is known, and the assertion's is that of its response. */
export const issuerMismatch = defineCheck({
  code: 'issuer-mismatch',
  rank: 470,
  owner: 'receiver',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  brings: ['signature-untrusted'],
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: ['ok', 'other', 'white-space', 'trailing-slash', 'case', 'scheme', 'inner', 'no-expectation'],
  run: (context) => {
    const { message } = context.subject;
    const inner = isLoginResponse(message) ? context.assertions : [];
    return [
      ...(message.issuer === null ? [] : [judgeIssuer(context, message.issuer)]),
      ...inner.flatMap(({ issuer }) => (issuer === null ? [] : [judgeInner(context, issuer)])),
    ];
  },
});

function judgeInner(context: CheckContext, issuer: NameIdentifier): Verdict<Variant> {
  const outer = context.subject.message.issuer;
  if (outer !== null && outer.value !== issuer.value) {
    return fail('inner', { at: issuer.element, expected: outer.value, received: issuer.value });
  }
  return judgeIssuer(context, issuer);
}

function judgeIssuer(context: CheckContext, issuer: NameIdentifier): Verdict<Variant> {
  const evidence = { at: issuer.element, received: issuer.value };
  const closest = closestEntityId(partiesOf(context), [issuer.value]);
  if (closest === null) return unknown('no-expectation', 'metadata', evidence);
  const full = { ...evidence, expected: closest.expected };
  if (closest.difference === 'same') return pass('ok', full);
  // It may be the party of which nothing is known.
  const mayBeOther = closest.difference === 'other' && isOneUnknown(context);
  return mayBeOther ? unknown('no-expectation', 'metadata', evidence) : fail(closest.difference, full);
}

/** Who may have sent the message, as far as anybody knows. */
function partiesOf({ expected, knowledge, subject }: CheckContext): readonly string[] {
  const idps = expected.idp?.entityIds ?? [];
  if (expected.sender === 'idp') return idps;
  const sps = spsOf({ expected, knowledge });
  if (expected.sender === 'sp') return sps;
  // A logout message from a party that neither metadata nor trace has named: it may be either's.
  return subject.message.issuer === null || idps.length === 0 ? [] : [...idps, ...sps];
}

/** A logout message that either side may have sent, where only one of the two is known. */
function isOneUnknown({ expected, knowledge }: CheckContext): boolean {
  if (expected.sender !== null) return false;
  return spsOf({ expected, knowledge }).length === 0 || (expected.idp?.entityIds ?? []).length === 0;
}

function spsOf({ expected, knowledge }: Pick<CheckContext, 'expected' | 'knowledge'>): readonly string[] {
  if (knowledge.connection !== null) return [knowledge.connection.sp.entityId];
  const named = knowledge.entities.filter(({ sp }) => sp !== null).map(({ entityId }) => entityId);
  if (named.length > 0) return named;
  return expected.sp?.entityId == null ? [] : [expected.sp.entityId];
}
