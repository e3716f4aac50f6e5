import { defineCheck, fail } from '../engine/define-check.ts';

const PASSWORD = /:(?:Password|PasswordProtectedTransport)$/;

/** A request does not insist on a password alone: users with another factor, or a Windows session, are then turned away. */
export const requestedContextExact = defineCheck({
  code: 'requested-context-exact',
  rank: 1180,
  owner: 'sp',
  severity: 'info',
  clause: 'saml-core 3.3.2.2.1',
  appliesTo: ['AuthnRequest'],
  variants: ['password'],
  run: ({ subject: { message } }) => {
    const wanted = message.kind === 'AuthnRequest' ? message.requestedAuthnContext : null;
    const insists = wanted?.comparison === 'exact' && wanted.classRefs.length > 0;
    if (!insists || !wanted.classRefs.every((each) => PASSWORD.test(each))) return [];
    return [fail('password', { at: message.element, received: wanted.classRefs.join(', ') })];
  },
});
