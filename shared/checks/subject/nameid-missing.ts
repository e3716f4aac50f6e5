import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';

/** The subject has a NameID: without one, single logout can't say who is meant. */
export const nameidMissing = defineCheck({
  code: 'nameid-missing',
  rank: 650,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-profiles 4.4.4.1',
  follows: KEPT_CLOSED,
  appliesTo: ['Response', 'Assertion', 'LogoutRequest'],
  variants: ['ok', 'missing', 'blank', 'encrypted', 'in-logout', 'unreadable-in-logout'],
  run: ({ subject, assertions, receiver }) => {
    const { message } = subject;
    if (message.kind === 'LogoutRequest') {
      if (message.encryptedId !== null) {
        const evidence = { at: message.encryptedId };
        // A gate that can't read who is meant must not say that somebody was logged out.
        return [
          receiver === 'sp'
            ? fail('unreadable-in-logout', { ...evidence, severity: 'error' })
            : unknown('encrypted', 'key', { ...evidence, severity: 'info' }),
        ];
      }
      const { nameId } = message;
      if (nameId === null || nameId.value.trim() === '')
        return [fail('in-logout', { at: message.element, severity: 'error' })];
      return [pass('ok', { at: nameId.element, received: nameId.value })];
    }
    return assertions.map(({ element, subject: who }) => {
      if (who?.encryptedId != null) return unknown('encrypted', 'key', { at: who.encryptedId, severity: 'info' });
      if (who?.nameId == null) return fail('missing', { at: who?.element ?? element });
      const evidence = { at: who.nameId.element, received: who.nameId.value };
      return who.nameId.value.trim() === '' ? fail('blank', { ...evidence, severity: 'error' }) : pass('ok', evidence);
    });
  },
});
