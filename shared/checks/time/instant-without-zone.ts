import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

interface Stated {
  readonly at: XmlElement;
  readonly attribute: string;
  readonly instant: Instant | null;
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
  run: (context) =>
    instantsOf(context).flatMap(({ at, attribute, instant }) => {
      if (instant === null || instant.time === null || instant.text.includes('Z')) return [];
      const evidence = { at, attribute, received: instant.text };
      const hasOffset = /[+-]\d\d:\d\d\s*$/.test(instant.text);
      return [hasOffset ? fail('offset', { ...evidence, severity: 'info' }) : fail('no-zone', evidence)];
    }),
});

function instantsOf({ subject: { message }, assertions }: CheckContext): readonly Stated[] {
  const head = { at: message.element, attribute: 'IssueInstant', instant: message.issueInstant };
  return [
    head,
    ...assertions.flatMap(({ element, issueInstant, conditions, authnStatements }) => [
      ...(element === message.element ? [] : [{ at: element, attribute: 'IssueInstant', instant: issueInstant }]),
      ...(conditions === null ? [] : [conditions]).flatMap(({ element: at, notBefore, notOnOrAfter }) => [
        { at, attribute: 'NotBefore', instant: notBefore },
        { at, attribute: 'NotOnOrAfter', instant: notOnOrAfter },
      ]),
      ...authnStatements.map(({ element: at, authnInstant }) => ({
        at,
        attribute: 'AuthnInstant',
        instant: authnInstant,
      })),
    ]),
  ];
}
