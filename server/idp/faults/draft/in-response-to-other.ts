import { changeConfirmations } from '../engine/change-assertions.ts';
import { defineFault } from '../engine/define-fault.ts';

/** An xs:ID such as no service provider gives twice. */
const NEVER_ASKED = '_a-request-that-nobody-made';

/** Response and confirmation agree; the request that they name was never made. */
export const inResponseToOther = defineFault({
  code: 'in-response-to-other',
  stage: 'draft',
  clause: 'saml-core 3.2.2',
  title: 'The response answers a request that nobody made',
  does: `InResponseTo of the Response and of the bearer's confirmation is ${NEVER_ASKED}. Who takes it can be made to log in with somebody else's response.`,
  expected: 'refuse',
  finding: 'in-response-to-unknown',
  change: (draft) => ({ ...changeConfirmations(draft, { inResponseTo: NEVER_ASKED }), inResponseTo: NEVER_ASKED }),
});
