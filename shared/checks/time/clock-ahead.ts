import { durationWords } from '#shared/base/duration-words.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The sender's clock is not ahead of the receiver's, not even by milliseconds: an SP that allows for no difference refuses. */
export const clockAhead = defineCheck({
  code: 'clock-ahead',
  rank: 1050,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 2.5.1.2',
  appliesTo: ['Response', 'Response11'],
  variants: ['ahead'],
  run: ({ subject: { now }, knowledge, assertions }) => {
    if (now === null) return [];
    return assertions.flatMap(({ conditions }) => {
      const lead = (conditions?.notBefore?.time ?? now) - now;
      // Beyond what is allowed for, the check of NotBefore says so itself.
      if (conditions == null || lead <= 0 || lead > knowledge.clockSkew) return [];
      const facts = { difference: durationWords(lead), skew: durationWords(knowledge.clockSkew) };
      const received = conditions.notBefore?.text ?? null;
      return [fail('ahead', { at: conditions.element, attribute: 'NotBefore', received, facts })];
    });
  },
});
