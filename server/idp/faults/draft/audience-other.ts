import { changeConditions } from '../engine/change-assertions.ts';
import { defineFault } from '../engine/define-fault.ts';
import { OTHER_PARTY } from '../engine/other-party.ts';

/** Who takes it takes what was made for somebody else, by anybody who got hold of it there. */
export const audienceOther = defineFault({
  code: 'audience-other',
  stage: 'draft',
  clause: 'saml-core 2.5.1.4',
  title: 'The assertion is meant for another service provider',
  does: `The only Audience is ${OTHER_PARTY.entityId}. Who takes it all the same can be logged in to with an assertion that another service provider was given.`,
  expected: 'refuse',
  finding: 'audience-mismatch',
  change: (draft) => changeConditions(draft, { audiences: [OTHER_PARTY.entityId] }),
});
