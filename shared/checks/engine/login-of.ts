import type { Assertion } from '#shared/saml/assertion.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { LogoutRequest } from '#shared/saml/messages.ts';
import type { CheckContext } from './context.ts';

/**
 * The assertions of logins that went before, the latest first, whose session a LogoutRequest may mean: those of
 * the IdP that now sends it, or that it is sent to.
 */
export function loginsBefore({ subject, expected }: CheckContext, request: LogoutRequest): readonly Assertion[] {
  const sender = request.issuer?.value ?? null;
  const all = subject.earlier.flatMap(({ message }) => assertionsOf(message)).reverse();
  return expected.sender === 'idp' ? all.filter(({ issuer }) => issuer?.value === sender) : all;
}

/** Every SessionIndex of an assertion. */
export function sessionIndexesOf({ authnStatements }: Assertion): readonly string[] {
  return authnStatements.flatMap(({ sessionIndex }) => sessionIndex ?? []);
}
