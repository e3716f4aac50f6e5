import type { Assertion } from '#shared/saml/assertion.ts';

/** The assertions that a login is made of: those that say that the user was authenticated, or the only one. */
export function loginAssertions(assertions: readonly Assertion[]): readonly Assertion[] {
  return assertions.filter(({ authnStatements }) => authnStatements.length > 0 || assertions.length === 1);
}
