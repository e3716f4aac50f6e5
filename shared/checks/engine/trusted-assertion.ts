import { trustedReport } from '#shared/inspection/trust.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { CheckContext } from './context.ts';

/** Whether every word of an assertion is vouched for by a key of its issuer. */
export function isTrustedAssertion({ subject, knowledge }: CheckContext, assertion: Assertion): boolean {
  const issuer = assertion.issuer?.value ?? null;
  return trustedReport(assertion.element, issuer, subject.signatures, knowledge.keys) !== null;
}
