import { changeConditions } from '../engine/change-assertions.ts';
import { DAY } from '../engine/day.ts';
import { defineFault } from '../engine/define-fault.ts';

/** The conditions' time is over; the confirmation's is not. */
export const notOnOrAfterPast = defineFault({
  code: 'not-on-or-after-past',
  stage: 'draft',
  clause: 'saml-core 2.5.1.2',
  title: 'The assertion expired a day ago',
  does: 'NotBefore and NotOnOrAfter of the Conditions are both a day and more ago. Who takes it takes whatever somebody once recorded, however long ago.',
  expected: 'refuse',
  finding: 'conditions-expired',
  change: (draft) =>
    changeConditions(draft, { notBefore: draft.issueInstant - 2 * DAY, notOnOrAfter: draft.issueInstant - DAY }),
});
