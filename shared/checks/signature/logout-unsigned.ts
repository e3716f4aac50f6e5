import { hasOwnSignature } from '#shared/inspection/trust.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';

/** A logout message over redirect or POST is signed: otherwise anybody can end anybody's session. */
export const logoutUnsigned = defineCheck({
  code: 'logout-unsigned',
  rank: 340,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-profiles 4.4.3.1',
  appliesTo: ['LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: ['ok', 'request', 'response', 'accepted', 'soap', 'pasted', 'half'],
  run: ({ subject, knowledge }) => {
    const { message, signatures, redirectSignature, wire } = subject;
    const at = message.element;
    if (redirectSignature !== null || hasOwnSignature(at, signatures)) return [pass('ok', { at })];
    if (knowledge.connection?.accept.logoutUnsigned === true) return [pass('accepted', { at })];
    if (wire === null || wire.binding === 'unknown') return [unknown('pasted', 'carriage', { at })];
    // Who lost a part of the signature has signed; to a receiver it is as good as none.
    if (wire.steps.some(({ code }) => code === 'signature-incomplete')) return [fail('half', { at })];
    if (wire.binding === 'soap') return [fail('soap', { at, severity: 'info' })];
    return [message.kind === 'LogoutRequest' ? fail('request', { at }) : fail('response', { at })];
  },
});
