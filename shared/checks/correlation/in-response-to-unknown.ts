import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { COOKIE_LOST } from '../engine/common-causes.ts';
import { defineCheck, type Evidence, fail, pass, unknown } from '../engine/define-check.ts';

/** InResponseTo names a request that was made: of this browser, by this SP, and not answered yet. */
export const inResponseToUnknown = defineCheck({
  code: 'in-response-to-unknown',
  rank: 590,
  owner: 'sp',
  owners: { 'other-request': 'user', 'not-expected': 'user', missing: 'idp' },
  severity: 'error',
  clause: 'saml-core 3.2.2',
  follows: COOKIE_LOST,
  appliesTo: ['Response', 'LogoutResponse'],
  gate: 'must-pass',
  // What a recording leads to suppose; the receiver knows.
  mild: ['other-request'],
  variants: ['ok', 'unsolicited', 'other-request', 'not-expected', 'request-not-seen', 'missing'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'Response' && message.kind !== 'LogoutResponse') return [];
    const id = message.inResponseTo;
    const evidence: Evidence = { at: message.element, attribute: 'InResponseTo', received: id };
    if (id === null) return [message.kind === 'Response' ? pass('unsolicited', evidence) : fail('missing', evidence)];
    return [judge(context, id, evidence)];
  },
});

function judge({ subject, receiver }: CheckContext, id: string, evidence: Evidence) {
  const { requestIds, request } = subject;
  if (requestIds != null) {
    if (requestIds.includes(id)) return pass('ok', evidence);
    return fail('not-expected', {
      ...evidence,
      expected: requestIds.slice(0, 3).join(', ') || 'no answer to anything',
    });
  }
  if (request !== null && request.kind !== 'Metadata' && request.id === id) return pass('ok', evidence);
  const asked = receiver === null ? lastRequestLike(subject) : null;
  if (asked === null) return unknown('request-not-seen', 'request', evidence);
  return fail('other-request', { ...evidence, expected: asked.id, severity: 'warning' });
}

/** The last request before this answer that its sender was asked: its answer is the one that is missing. */
function lastRequestLike({ earlier, message }: CheckContext['subject']): SamlMessage | null {
  const kind = message.kind === 'Response' ? 'AuthnRequest' : 'LogoutRequest';
  const answered = new Set(earlier.map(({ message: each }) => ('inResponseTo' in each ? each.inResponseTo : null)));
  const open = earlier.filter(({ message: each }) => each.kind === kind && !answered.has(each.id));
  return open.findLast(({ message: each }) => isAnswerable(each, message))?.message ?? null;
}

/** Sent by the one who now gets the answer: by Destination where both have one. */
function isAnswerable(request: SamlMessage, answer: SamlMessage): boolean {
  if (request.kind !== 'AuthnRequest') return request.issuer?.value !== answer.issuer?.value;
  return request.assertionConsumerServiceUrl !== null && request.assertionConsumerServiceUrl === answer.destination;
}
