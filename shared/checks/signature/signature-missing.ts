import type { CheckContext } from '#shared/checks/engine/context.ts';
import { hasOwnSignature } from '#shared/inspection/trust.ts';
import { isLoginResponse, TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import { KEPT_CLOSED, OTHER_SENDER } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';

type Variant =
  | 'ok'
  | 'nothing'
  | 'some-assertions'
  | 'request'
  | 'half'
  | 'request-wanted'
  | 'request-pasted'
  | 'failure'
  | 'encrypted'
  | 'assertion'
  | 'token';

/** Something around each assertion is signed; a request where the IdP's metadata wants it. */
export const signatureMissing = defineCheck({
  code: 'signature-missing',
  rank: 240,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.5',
  profile: 'web-sso',
  follows: [...OTHER_SENDER, ...KEPT_CLOSED],
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest'],
  variants: [
    'ok',
    'nothing',
    'some-assertions',
    'request',
    'half',
    'request-wanted',
    'request-pasted',
    'failure',
    'encrypted',
    'assertion',
    'token',
  ],
  run: (context) => [context.subject.message.kind === 'AuthnRequest' ? judgeRequest(context) : judgeAnswer(context)],
});

function judgeAnswer({ subject, assertions }: CheckContext): Verdict<Variant> {
  const { message, signatures, redirectSignature } = subject;
  const at = message.element;
  if (redirectSignature !== null || hasOwnSignature(at, signatures)) return pass('ok', { at });
  if (message.kind === 'Assertion' || message.kind === 'Assertion11')
    return isAloneOnItsWay(subject)
      ? fail('token', { at, severity: 'error' })
      : fail('assertion', { at, severity: 'warning' });
  const unsigned = assertions.filter(({ element }) => !hasOwnSignature(element, signatures));
  const first = unsigned[0];
  if (assertions.length > 0 && first === undefined) return pass('ok', { at });
  if (first !== undefined && unsigned.length < assertions.length) return fail('some-assertions', { at: first.element });
  if (first !== undefined) return fail('nothing', { at });
  if (message.kind === 'Response' && message.encryptedAssertions.length > 0) {
    return unknown('encrypted', 'key', { at, severity: 'info' });
  }
  const failed = isLoginResponse(message) && !isSuccess(message.status);
  return failed ? pass('failure', { at }) : fail('nothing', { at });
}

/** A token of WS-Federation, or for a token endpoint, travels with nothing signed around it (ws-federation 13.6, RFC 7522 3). */
function isAloneOnItsWay({ wire }: CheckContext['subject']): boolean {
  return wire?.binding === 'ws-federation' || wire?.binding === 'post';
}

function judgeRequest({ subject, knowledge }: CheckContext): Verdict<Variant> {
  const at = subject.message.element;
  if (subject.redirectSignature !== null || hasOwnSignature(at, subject.signatures)) return pass('ok', { at });
  const idp = idpOf(subject.message.destination, knowledge.entities);
  const isWanted = idp?.wantAuthnRequestsSigned === true;
  // Who lost a part of the signature has signed.
  if (subject.wire?.steps.some(({ code }) => code === 'signature-incomplete'))
    return fail('half', isWanted ? { at } : { at, severity: 'info' });
  if (!isWanted) return fail('request', { at, severity: 'info' });
  // Pasted XML may have come with a signature beside it, in the URL.
  const isComplete = subject.wire !== null && subject.wire.binding !== 'unknown';
  return isComplete ? fail('request-wanted', { at }) : unknown('request-pasted', 'carriage', { at });
}

function idpOf(destination: string | null, entities: CheckContext['knowledge']['entities']) {
  const idps = entities.flatMap(({ idp }) => idp ?? []);
  return idps.find(({ singleSignOn }) => singleSignOn.some(({ location }) => location === destination)) ?? null;
}
