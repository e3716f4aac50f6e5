import { changeConditions } from '../engine/change-assertions.ts';
import { DAY } from '../engine/day.ts';
import { defineFault } from '../engine/define-fault.ts';

/** The conditions' time has not come; the confirmation's has. */
export const notBeforeFuture = defineFault({
  code: 'not-before-future',
  stage: 'draft',
  clause: 'saml-core 2.5.1.2',
  title: 'The assertion is valid from tomorrow on',
  does: 'NotBefore of the Conditions is a day ahead, NotOnOrAfter two. Clocks do not differ by that much.',
  expected: 'refuse',
  finding: 'conditions-not-before',
  change: (draft) =>
    changeConditions(draft, { notBefore: draft.issueInstant + DAY, notOnOrAfter: draft.issueInstant + 2 * DAY }),
});
