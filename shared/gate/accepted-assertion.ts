import type { CheckContext } from '#shared/checks/engine/context.ts';
import { isTrustedAssertion } from '#shared/checks/engine/trusted-assertion.ts';
import type { Assertion } from '#shared/saml/assertion.ts';

/**
 * The assertion that a session may be made of: one of the Response's own, every word of it covered by a valid
 * signature of a key of its issuer; of several the first that says that the user was authenticated. Null if there is
 * none. Nothing of a session may be read anywhere else.
 */
export function acceptedAssertion(context: CheckContext): Assertion | null {
  const trusted = context.assertions.filter((assertion) => isTrustedAssertion(context, assertion));
  return trusted.find(({ authnStatements }) => authnStatements.length > 0) ?? null;
}
