import { defineFault } from '../engine/define-fault.ts';
import { OTHER_PARTY } from '../engine/other-party.ts';

/** It was sent on from where it was meant to go. */
export const destinationOther = defineFault({
  code: 'destination-other',
  stage: 'draft',
  clause: 'saml-bindings 3.5.5.2',
  title: 'The response was meant for another address',
  does: `The Destination of the Response is ${OTHER_PARTY.acs}, which is not where the browser takes it. A signed message names where it goes, so that nobody can send it on.`,
  expected: 'refuse',
  finding: 'destination-mismatch',
  change: (draft) => ({ ...draft, destination: OTHER_PARTY.acs }),
});
