import { changeConfirmations } from '../engine/change-assertions.ts';
import { defineFault } from '../engine/define-fault.ts';
import { OTHER_PARTY } from '../engine/other-party.ts';

/** The bearer may show it at one address alone. */
export const recipientOther = defineFault({
  code: 'recipient-other',
  stage: 'draft',
  clause: 'saml-profiles 4.1.4.3',
  title: 'The assertion may be shown at another address only',
  does: `The Recipient of the bearer's SubjectConfirmationData is ${OTHER_PARTY.acs}. The address where the response arrives must be that very one.`,
  expected: 'refuse',
  finding: 'recipient-mismatch',
  change: (draft) => changeConfirmations(draft, { recipient: OTHER_PARTY.acs }),
});
