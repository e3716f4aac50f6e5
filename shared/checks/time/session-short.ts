import { durationWords } from '#shared/base/duration-words.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Shorter than the usual session of a web application. */
const SHORT = 30 * 60_000;

/** The IdP's session lasts as long as sessions of applications usually do; if not, the SP must end its own with it. */
export const sessionShort = defineCheck({
  code: 'session-short',
  rank: 1170,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.7.2',
  appliesTo: ['Response'],
  variants: ['short'],
  run: ({ assertions }) =>
    assertions.flatMap(({ issueInstant, authnStatements }) =>
      authnStatements.flatMap(({ element, sessionNotOnOrAfter: end }) => {
        const left = (end?.time ?? Number.POSITIVE_INFINITY) - (issueInstant?.time ?? 0);
        if (end === null || left <= 0 || left >= SHORT) return [];
        const facts = { left: durationWords(left) };
        return [fail('short', { at: element, attribute: 'SessionNotOnOrAfter', received: end.text, facts })];
      }),
    ),
});
