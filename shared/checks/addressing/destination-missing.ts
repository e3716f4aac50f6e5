import { BINDINGS } from '#shared/wire/bindings.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** A signed message over redirect or POST says where it is meant to go, or it could be sent on to somebody else. */
export const destinationMissing = defineCheck({
  code: 'destination-missing',
  rank: 530,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-bindings 3.5.5.2',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing'],
  run: ({ subject }) => {
    const { element, destination } = subject.message;
    if (destination !== null && destination !== '') return [pass('ok', { at: element, attribute: 'Destination' })];
    const isSigned = subject.redirectSignature !== null || subject.signatures.some((s) => s.element.parent === element);
    const isBehind = subject.wire !== null && BINDINGS[subject.wire.binding].channel === 'soap';
    return isSigned && !isBehind ? [fail('missing', { at: element, attribute: 'Destination' })] : [];
  },
});
