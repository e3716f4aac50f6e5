import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { bearerDataOf } from '../engine/bearer-data.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

interface Period {
  readonly element: XmlElement;
  readonly notBefore: Instant | null;
  readonly notOnOrAfter: Instant | null;
}

/** A validity begins before it ends: otherwise no moment is within it, whatever the clocks. */
export const validityReversed = defineCheck({
  code: 'validity-reversed',
  rank: 370,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 2.5.1.2',
  appliesTo: TOKEN_KINDS,
  variants: ['reversed'],
  run: (context) => {
    const periods: readonly Period[] = [
      ...context.assertions.flatMap(({ conditions }) => conditions ?? []),
      ...bearerDataOf(context),
    ];
    return periods.flatMap(({ element, notBefore, notOnOrAfter }) => {
      const from = notBefore?.time ?? null;
      const to = notOnOrAfter?.time ?? null;
      if (from === null || to === null || from < to) return [];
      return [
        fail('reversed', {
          at: element,
          attribute: 'NotOnOrAfter',
          expected: `after ${notBefore?.text ?? ''}`,
          received: notOnOrAfter?.text ?? null,
        }),
      ];
    });
  },
});
