import type { AssertionDraft, ConfirmationDraft } from '#shared/saml/write/write-assertion.ts';
import type { ResponseDraft } from '#shared/saml/write/write-response.ts';

/** The draft with every assertion changed. */
export function changeAssertions(
  draft: ResponseDraft,
  change: (assertion: AssertionDraft) => AssertionDraft,
): ResponseDraft {
  return { ...draft, assertions: draft.assertions.map(change) };
}

/** The draft with something of its assertions' conditions changed (saml-core 2.5.1). */
export function changeConditions(
  draft: ResponseDraft,
  change: Partial<NonNullable<AssertionDraft['conditions']>>,
): ResponseDraft {
  return changeAssertions(draft, ({ conditions, ...assertion }) => {
    return { ...assertion, conditions: conditions && { ...conditions, ...change } };
  });
}

/** The draft with something of its subjects' confirmations changed (saml-core 2.4.1.2). */
export function changeConfirmations(draft: ResponseDraft, change: Partial<ConfirmationDraft>): ResponseDraft {
  return changeAssertions(draft, ({ subject, ...assertion }) => {
    const confirmations = subject?.confirmations.map((confirmation) => ({ ...confirmation, ...change })) ?? [];
    return { ...assertion, subject: subject && { ...subject, confirmations } };
  });
}
