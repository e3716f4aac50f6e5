import { durationWords } from '#shared/base/duration-words.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** A stolen assertion can be used as long as it lasts; products give five minutes to an hour. */
const LONG = 24 * 3_600_000;

/** An assertion does not last longer than a day. */
export const assertionLifetimeLong = defineCheck({
  code: 'assertion-lifetime-long',
  rank: 1160,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-sec-consider 6.4.5',
  appliesTo: ['Response', 'Response11'],
  variants: ['long'],
  run: ({ assertions }) =>
    assertions.flatMap(({ issueInstant, conditions }) => {
      const end = conditions?.notOnOrAfter?.time ?? null;
      const start = conditions?.notBefore?.time ?? issueInstant?.time ?? null;
      if (conditions == null || end === null || start === null || end - start <= LONG) return [];
      const facts = { lifetime: durationWords(end - start) };
      return [fail('long', { at: conditions.element, attribute: 'NotOnOrAfter', facts })];
    }),
});
