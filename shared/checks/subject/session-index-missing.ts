import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { loginsBefore, sessionIndexesOf } from '../engine/login-of.ts';

/** A logout by an SP names the session that the login gave; a login gives one to name. */
export const sessionIndexMissing = defineCheck({
  code: 'session-index-missing',
  rank: 680,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-profiles 4.4.4.1',
  brings: ['status-not-success', 'logout-answer-refused'],
  appliesTo: ['Response', 'Assertion', 'LogoutRequest'],
  variants: ['ok', 'in-login', 'in-logout', 'not-named', 'unknown-session'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'LogoutRequest') {
      return context.assertions
        .filter(({ authnStatements }) => authnStatements.length > 0)
        .map((assertion) => {
          const at = assertion.element;
          return sessionIndexesOf(assertion).length > 0
            ? pass('ok', { at })
            : fail('in-login', { at, severity: 'info' });
        });
    }
    const at = message.element;
    const known = loginsBefore(context, message).flatMap(sessionIndexesOf);
    if (message.sessionIndexes.length === 0) {
      // An IdP that names none means them all (saml-core 3.7.3.2); an SP has only the one it was given.
      if (known.length > 0 && context.expected.sender !== 'idp')
        return [fail('in-logout', { at, expected: known[0] ?? null })];
      return context.expected.sender === 'sp' ? [fail('not-named', { at, severity: 'info' })] : [];
    }
    const strange = message.sessionIndexes.find((index) => known.length > 0 && !known.includes(index));
    if (strange === undefined) return [pass('ok', { at })];
    return [
      fail('unknown-session', { at, expected: known.slice(0, 3).join(', '), received: strange, severity: 'info' }),
    ];
  },
});
