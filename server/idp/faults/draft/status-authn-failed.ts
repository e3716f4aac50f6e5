import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineFault } from '../engine/define-fault.ts';

/** The identity provider says no, in a message that is sound. */
export const statusAuthnFailed = defineFault({
  code: 'status-authn-failed',
  stage: 'draft',
  clause: 'saml-core 3.2.2.2',
  title: 'The identity provider says that the login failed',
  does: 'The status is Responder, below it AuthnFailed, and there is no assertion. Nobody may be logged in, and the page should say that the identity provider refused.',
  expected: 'refuse',
  finding: 'status-not-success',
  change: (draft) => ({
    ...draft,
    statusCodes: [STATUS_CODE.responder, STATUS_CODE.authnFailed],
    statusMessage: 'The user could not be authenticated.',
    assertions: [],
  }),
});
