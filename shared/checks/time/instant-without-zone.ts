import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';

interface Stated {
  readonly at: XmlElement;
  readonly attribute: string;
  readonly instant: Instant;
}

/** Times are in UTC and say so with a Z; without a zone readers take them for local time. */
export const instantWithoutZone = defineCheck({
  code: 'instant-without-zone',
  rank: 380,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 1.3.3',
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['no-zone', 'offset'],
  run: (context) => instantsOf(context).flatMap(judge),
});

function judge({ at, attribute, instant }: Stated): readonly Verdict<'no-zone' | 'offset'>[] {
  const evidence = { at, attribute, received: instant.text };
  const hasOffset = /[+-]\d\d:\d\d\s*$/.test(instant.text);
  return [hasOffset ? fail('offset', { ...evidence, severity: 'info' }) : fail('no-zone', evidence)];
}

/** The times that do not say that they are in UTC, which are hardly ever there. */
function instantsOf({ subject: { message }, assertions }: CheckContext): readonly Stated[] {
  const found: Stated[] = [];
  const look = (at: XmlElement, attribute: string, instant: Instant | null): void => {
    if (instant !== null && instant.time !== null && !instant.text.includes('Z'))
      found.push({ at, attribute, instant });
  };
  look(message.element, 'IssueInstant', message.issueInstant);
  for (const { element, issueInstant, conditions, authnStatements } of assertions) {
    if (element !== message.element) look(element, 'IssueInstant', issueInstant);
    if (conditions !== null) {
      look(conditions.element, 'NotBefore', conditions.notBefore);
      look(conditions.element, 'NotOnOrAfter', conditions.notOnOrAfter);
    }
    for (const { element: at, authnInstant } of authnStatements) look(at, 'AuthnInstant', authnInstant);
  }
  return found;
}
